; Inno Setup's recipe: setup.exe from dist\jiantai. Run through installer\build.py, which hands over the version.
#ifndef Version
  #error Run installer\build.py: it says which version this is.
#endif

[Setup]
; Never change the id: by it Windows knows an update from a second program.
AppId={{8E0B5B52-3C0F-4B37-9C63-5A8E8E0A7D11}
AppName=鉴台 JianTai
AppVersion={#Version}
AppPublisher=JianTai
LicenseFile=..\LICENSE
DefaultDirName={autopf}\JianTai
DefaultGroupName=鉴台
DisableProgramGroupPage=yes
; For one person without an administrator's help; the dialog offers "for all" where one is at hand.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
CloseApplications=yes
OutputDir=..\dist
OutputBaseFilename=jiantai-{#Version}-setup
Compression=lzma2
SolidCompression=yes
UninstallDisplayIcon={app}\jiantaiw.exe

[InstallDelete]
; An update must not run on modules of the version before. Centres are never inside the program's folder.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\dist\jiantai\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\鉴台"; Filename: "{app}\jiantaiw.exe"
Name: "{autodesktop}\鉴台"; Filename: "{app}\jiantaiw.exe"

[Run]
Filename: "{app}\jiantaiw.exe"; Description: "鉴台"; Flags: nowait postinstall skipifsilent
