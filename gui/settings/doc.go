// Package settings is the page of what the user can choose, and of what the program
// tells of itself: storage, shortcuts, log, versions, licences.
//
// At the left is the list of sections, at the right the one that is open. A section
// is built anew whenever it is opened, so it shows what holds now. In a narrow
// window, or with large text, the list folds into one control above the section.
//
// Every switch flips at once. What it asks for is done elsewhere, in order; where
// that fails, the switch flips back and a notice says why.
//
// # Where choices are kept
//
//   - what others may learn: in the core, encrypted, see [Privacy]
//   - how the folder unlocks: in its key file, see [Security]; after which time the window
//     locks: in the preferences
//   - how the window looks: in the preferences, see [restante/gui/look]
//   - what the desktop does: with the desktop, see [Toggle]
package settings

import (
	"context"
	"io"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/keys"
	"restante/gui/look"
	"restante/gui/loop"
	"restante/messaging"
	"restante/messaging/contact"
	core "restante/messaging/settings"
	"restante/node/logring"
)

// Privacy is what others may learn.
type Privacy interface {
	Get(ctx context.Context) (core.Settings, error)
	Change(ctx context.Context, f func(*core.Settings)) error
}

// People knows who is kept out.
type People interface {
	Blocked(ctx context.Context) ([]contact.Contact, error)
	Unblock(ctx context.Context, id peer.ID) error
}

// Storage knows what the program takes on the disk.
type Storage interface {
	Usage(ctx context.Context) (messaging.Usage, error)
}

// Toggle is something beyond the core that is on or off. It may take its time.
type Toggle interface {
	On() (bool, error)
	Set(on bool) error
}

// Logs has the last lines of the program's log.
type Logs interface {
	Last(least slog.Level) []logring.Line
}

// Options are what a Page needs. A nil function or interface hides its row.
type Options struct {
	Far      string // the host of the server whose settings these are; "" is this computer
	Privacy  Privacy
	Security *Security
	People   People
	Storage  Storage
	Login    Toggle // the program starts at log-in
	Stays    Toggle // it goes on when the window is closed
	Logs     Logs
	Systems  Systems
	Crash    string // the file with the last crash report, "" if there is none
	Build    Build

	Own     fyne.CanvasObject // one's own name, code and link
	Picture Picture
	Choose  func(take func(io.ReadCloser)) // asks for a picture file
	Words   func()                         // shows the recovery words
	Keys    func() keys.Table

	Preferences fyne.Preferences
	Wear        func(look.Choice)  // puts a look on
	Changed     func()             // notices, or what the desktop does, changed
	Open        func(string) error // opens a file or folder by its usual program

	Loop    loop.Loop
	Now     func() time.Time // in the zone that times are shown in
	Canvas  func() fyne.Canvas
	Notice  func(string)
	Problem func(error) string // an error in the user's language
}

type words = map[string]any
