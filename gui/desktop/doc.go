// Package desktop talks to what lies around the window: notices, the place for
// tray icons, and what starts at log-in.
//
//	s := desktop.Open(desktop.Options{Name: "Restante", ID: id, Clicked: open})
//	defer s.Close()
//	s.Show("marta", "Marta", "New message") // Clicked("marta") when clicked
//	s.Withdraw("marta")                     // she was answered elsewhere
//
// # Why
//
// Fyne can send a notice, yet not say that it was clicked, replace it or take it
// back, and cannot tell whether a tray icon would be seen by anybody: on a
// desktop without a tray, a window that hides would be lost. So where there is
// D-Bus, this package speaks to org.freedesktop.Notifications and asks
// org.kde.StatusNotifierWatcher itself. Elsewhere every desktop has a tray, and
// notices go through [Options.Fallback].
package desktop

// Options are what a Session needs. The functions are called on other goroutines.
type Options struct {
	Name, ID string                   // of the program
	Open     string                   // the word for what a click does
	Fallback func(title, text string) // sends a notice where there is no D-Bus
	Tray     func(there bool)         // a place for tray icons came or went
	Clicked  func(key string)         // a notice was clicked
}

// maxOrders is how much may wait for the desktop; what is more is dropped.
const maxOrders = 64
