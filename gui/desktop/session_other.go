//go:build !(linux || freebsd || openbsd || netbsd)

package desktop

// Session is the connection to the desktop.
type Session struct{ o Options }

// Open connects to the desktop, which always has a tray.
func Open(o Options) *Session { return &Session{o} }

// Bus tells whether there is a desktop that a tray could belong to.
func (s *Session) Bus() bool { return true }

// HasTray tells whether a tray icon is seen by anybody now.
func (s *Session) HasTray() bool { return true }

// Show puts a notice on the screen.
func (s *Session) Show(_, title, text string) { s.o.Fallback(title, text) }

// Withdraw does nothing: these desktops keep what was sent.
func (s *Session) Withdraw(string) {}

// Close ends the session.
func (s *Session) Close() {}
