package gui

import (
	"context"
	"errors"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"restante/gui/welcome"
	"restante/node/vault"
)

// quietly is how long the core may take before the window shows that it waits.
const quietly = 700 * time.Millisecond

// arrive shows what comes before the core, or opens it at once. A window that has
// something to ask is never hidden.
func (st *stay) arrive() {
	switch {
	case st.core.Server != "":
		st.reachQuietly()
	case st.core.Ask == welcome.Everything:
		st.greet()
	case st.core.Ask == welcome.Passphrase:
		st.lock(nil)
	default:
		st.openQuietly()
	}
}

// openQuietly opens a folder that needs no answer. The window comes with its pages,
// unless that takes long.
func (st *stay) openQuietly() {
	st.waitQuietly()
	st.openCore(welcome.Choices{}, st.lock)
}

func (st *stay) waitQuietly() {
	st.bridge.Later(quietly, func() {
		if st.shell == nil && st.window.Content() == nil {
			st.window.SetContent(welcome.Waiting())
			st.comeForth()
		}
	})
}

// comeForth shows the window for the first time, unless it starts in the tray.
func (st *stay) comeForth() {
	if !st.o.Hidden {
		st.hidden = false
		st.window.Show()
	}
}

// greet shows the first start.
func (st *stay) greet() {
	page, err := welcome.New(welcome.Options{
		Loop: st.bridge, Canvas: st.window.Canvas, Keyring: st.core.Keyring, Choose: st.choosePicture,
		File: st.chooseBackup, Backup: st.core.Backup, Open: st.openCore,
	})
	if err != nil {
		st.lock(err)
		return
	}
	st.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if len(files) > 0 {
			st.openDropped(files[0], page.Drop)
		}
	})
	st.ask(page.Object, page.Start)
}

// lock asks for the passphrase, or says why the folder does not open.
func (st *stay) lock(why error) {
	page := welcome.NewLock(welcome.LockOptions{Canvas: st.window.Canvas, Open: st.openCore, Quit: st.quit}, why)
	st.ask(page.Object, page.Start)
}

// ask shows a page that needs an answer.
func (st *stay) ask(page fyne.CanvasObject, start func()) {
	st.window.SetContent(page)
	st.hidden = false
	st.window.Show()
	start()
}

// openCore opens the core and shows its pages.
func (st *stay) openCore(c welcome.Choices, failed func(error)) {
	st.openBy(func(ctx context.Context) (API, string, error) {
		api, err := st.core.Open(ctx, c)
		if err != nil {
			return api, "", err
		}
		return api, lateWord(st.core.Settle(ctx, c), welcome.Problem), nil
	}, failed)
}

// lateWord says what failed though the core is open; "" if nothing did.
func lateWord(err error, say func(error) string) string {
	if err == nil {
		return ""
	}
	return say(err)
}

// openBy shows the pages of what open gives, with a word of it.
func (st *stay) openBy(open func(context.Context) (API, string, error), failed func(error)) {
	st.bridge.Go(func(ctx context.Context) func() {
		api, late, err := open(ctx)
		return func() {
			st.failure = err
			if errors.Is(err, vault.ErrWrongPassphrase) || errors.Is(err, vault.ErrPassphraseNeeded) {
				st.failure = nil // nothing that a program should end with
			}
			if err != nil {
				failed(err)
				return
			}
			st.leave()
			st.enter(api)
			if st.hidden {
				st.comeForth()
			}
			if late != "" {
				st.notice(late)
			}
		}
	})
}

// leave ends what came before the core.
func (st *stay) leave() {
	st.window.SetOnDropped(nil)
	st.window.Canvas().SetOnTypedKey(nil)
}

// choosePicture lets the user choose a file.
func (st *stay) choosePicture(take func(io.ReadCloser)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			take(f)
		}
	}, st.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".JPG", ".JPEG", ".PNG"}))
	st.showWide(d)
}

// chooseTable lets the user choose a table's file.
func (st *stay) chooseTable(take func(io.ReadCloser)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			take(f)
		}
	}, st.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".CSV"}))
	st.showWide(d)
}

// chooseAny lets the user choose any file, and tells its name.
func (st *stay) chooseAny(take func(name string, from io.ReadCloser)) {
	st.showWide(dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			take(f.URI().Name(), f)
		}
	}, st.window))
}

// chooseBackup lets the user choose a backup file.
func (st *stay) chooseBackup(take func(path string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			path := f.URI().Path()
			_ = f.Close() // it is read by its name
			take(path)
		}
	}, st.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".age"}))
	st.showWide(d)
}

// showWide shows a dialog of files as large as the window allows, as a list, in which
// names are whole. It has no size before it is shown, and none at all where the desktop
// shows its own in its place.
func (st *stay) showWide(d *dialog.FileDialog) {
	d.SetView(dialog.ListView)
	d.Show()
	if c := st.window.Canvas(); c.Overlays().Top() != nil {
		d.Resize(c.Size().SubtractWidthHeight(120, 120))
	}
}

// openDropped opens a file that was dropped; what cannot be opened is no picture.
func (st *stay) openDropped(at fyne.URI, take func(io.ReadCloser)) {
	st.bridge.Go(func(context.Context) func() {
		f, err := storage.Reader(at)
		return func() {
			if err == nil {
				take(f)
			}
		}
	})
}
