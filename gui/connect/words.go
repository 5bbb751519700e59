package connect

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/remote"
)

// Lost says that a server is away.
func Lost(host string) string {
	return lang.L("Connection to {{.Host}} lost, trying again", words{"Host": host})
}

// Away is what the window says while it is, and why. A server that needs a person is not
// tried again.
func Away(e remote.Away) string {
	if e.Why == nil {
		return Lost(e.Host)
	}
	return lang.L("Not connected to {{.Host}}: {{.Why}} Quit and start again.", words{"Host": e.Host, "Why": Problem(e.Why)})
}

// Problem says an error in the user's language.
func Problem(err error) string {
	var version *remote.VersionError
	var changed *remote.ChangedCertificate
	switch {
	case errors.As(err, &version) && version.Server.Program == "":
		return lang.L("{{.Host}} serves no windows of this version. Use the same version of Restante on both machines.", words{"Host": version.Host})
	case errors.As(err, &version):
		return lang.L("{{.Host}} runs {{.Program}}, which does not understand this window. Use the same version of Restante on both machines.",
			words{"Host": version.Host, "Program": widget.Clean(version.Server.Program)})
	case errors.As(err, &changed):
		return lang.L("It shows another certificate.")
	case errors.Is(err, remote.ErrToken):
		return lang.L("The server does not take this token.")
	case errors.Is(err, remote.ErrNoToken):
		return lang.L("This is not a token.")
	case errors.Is(err, remote.ErrKeyring):
		return lang.L("This computer has no keyring that answers: the token is kept only until you quit.")
	}
	return widget.Brief(err.Error())
}
