; The installer. It is for one user and asks for no administrator:
;
;   setup.exe                     asks for the folder
;   setup.exe /S [/D=C:\folder]   asks nothing
;   uninstall.exe [/S]            takes all of it away, but never the data folder
;
; scripts/package-windows.sh gives VERSION, QUAD (four numbers), FILES (a folder), OUT
; and, where there is a certificate, SIGN (a command that signs the file it is given).
Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true
Name "Restante"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Restante"
InstallDirRegKey HKCU "Software\Restante" "InstallDir"
BrandingText "Restante ${VERSION}"
!ifdef SIGN
	!finalize '${SIGN} "%1"'
	!uninstfinalize '${SIGN} "%1"'
!endif

VIProductVersion "${QUAD}"
VIAddVersionKey "CompanyName" "The Restante authors"
VIAddVersionKey "FileDescription" "Restante Setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The Restante authors, MIT License"
VIAddVersionKey "ProductName" "Restante"
VIAddVersionKey "ProductVersion" "${VERSION}"

!include MUI2.nsh
!include FileFunc.nsh
!define MUI_ICON "restante.ico"
!define MUI_UNICON "restante.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Restante.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Arabic"
LangString StillRuns ${LANG_ENGLISH} "Restante is running. Quit it first (its icon beside the clock, Quit), then go on."
LangString StillRuns ${LANG_GERMAN} "Restante läuft noch. Bitte erst beenden (Symbol neben der Uhr, Beenden), dann weiter."
LangString StillRuns ${LANG_ARABIC} "برنامج Restante يعمل الآن. أنهه أولا من أيقونته بجانب الساعة ثم تابع."

!define APP_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\org.restante.Restante"
!define LINK_KEY "Software\Classes\restante"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

; Windows does not let a running program be written to: that is how it is noticed.
!macro MustNotRun
	again:
	IfFileExists "$INSTDIR\Restante.exe" 0 free
	ClearErrors
	FileOpen $0 "$INSTDIR\Restante.exe" a
	IfErrors 0 closed
	MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(StillRuns)" /SD IDCANCEL IDRETRY again
	SetErrorLevel 2
	Abort
	closed:
	FileClose $0
	free:
!macroend

Section
	!insertmacro MustNotRun
	SetOutPath "$INSTDIR"
	File "${FILES}\Restante.exe"
	File "${FILES}\LICENSE.txt"
	File "${FILES}\third-party-licences.txt"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	CreateShortcut "$SMPROGRAMS\Restante.lnk" "$INSTDIR\Restante.exe"

	WriteRegStr HKCU "Software\Restante" "InstallDir" "$INSTDIR"
	WriteRegStr HKCU "${LINK_KEY}" "" "URL:Restante link"
	WriteRegStr HKCU "${LINK_KEY}" "URL Protocol" ""
	WriteRegStr HKCU "${LINK_KEY}\DefaultIcon" "" '"$INSTDIR\Restante.exe",0'
	WriteRegStr HKCU "${LINK_KEY}\shell\open\command" "" '"$INSTDIR\Restante.exe" "%1"'

	${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
	IntFmt $0 "0x%08X" $0
	WriteRegDWORD HKCU "${APP_KEY}" "EstimatedSize" "$0"
	WriteRegStr HKCU "${APP_KEY}" "DisplayName" "Restante"
	WriteRegStr HKCU "${APP_KEY}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKCU "${APP_KEY}" "DisplayIcon" "$INSTDIR\Restante.exe"
	WriteRegStr HKCU "${APP_KEY}" "Publisher" "The Restante authors"
	WriteRegStr HKCU "${APP_KEY}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKCU "${APP_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKCU "${APP_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKCU "${APP_KEY}" "NoModify" 1
	WriteRegDWORD HKCU "${APP_KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
	!insertmacro MustNotRun
	Delete "$INSTDIR\Restante.exe"
	Delete "$INSTDIR\LICENSE.txt"
	Delete "$INSTDIR\third-party-licences.txt"
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR"
	Delete "$SMPROGRAMS\Restante.lnk"
	DeleteRegKey HKCU "${LINK_KEY}"
	DeleteRegKey HKCU "${APP_KEY}"
	DeleteRegKey HKCU "Software\Restante"
	; The program writes these itself, if its user wants it to start at log-in.
	DeleteRegValue HKCU "${RUN_KEY}" "org.restante.Restante"
	DeleteRegValue HKCU "${APPROVED_KEY}" "org.restante.Restante"
SectionEnd
