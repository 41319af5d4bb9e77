"""What a person sees. Views take input, call one command and show the outcome: no SQL, no rule, no clock."""
