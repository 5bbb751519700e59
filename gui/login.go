package gui

import (
	"fyne.io/fyne/v2/lang"

	"restante/gui/shell"
)

// loginAsked keeps that the user was asked whether the program starts at log-in.
const loginAsked = "login-asked"

// offerLogin asks that once: of a user who saw that the program goes on while its window
// is closed, and where it does not start at log-in yet.
func (st *stay) offerLogin() {
	p := st.app.Preferences()
	if st.asked || st.shell == nil || !p.Bool(toldStays) || p.Bool(loginAsked) || st.atLogin() != 0 {
		return
	}
	st.asked = st.shell.Offer(shell.Offer{
		Icon: "bell", Yes: lang.L("Start at log-in"),
		Text: lang.L("Restante can begin in the tray when you log in, so that mail is there before you look."),
		Do: func(accepted bool) {
			p.SetBool(loginAsked, true)
			if accepted {
				st.say(st.o.Login.Set(true))
				st.chose()
			}
		},
	})
}
