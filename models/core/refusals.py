"""When a centre cannot be opened at all: not a finding about a record, but a plain sentence and what to do."""


class Refused(Exception):
    """`code` is stable for programs and tests; the message is a sentence for the person, with the way forward."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code, self.sentence = code, sentence
