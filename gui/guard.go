package gui

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"restante/gui/notify"
	"restante/gui/shell"
)

// safety is what the window needs to guard what lies here; nil where the core has no
// folder to guard.
func (st *stay) safety(api API) *shell.Safety {
	if api.Guard == nil && api.Backup == nil {
		return nil
	}
	return &shell.Safety{Guard: api.Guard, Backup: api.Backup, Keyring: st.core.Keyring, Wipe: st.wipe, Save: st.chooseFolder, Covered: st.covered}
}

// wipe ends the program once the key is gone.
func (st *stay) wipe(ctx context.Context) error {
	if err := st.core.Wipe(ctx); err != nil {
		return err
	}
	st.bridge.onUI(st.quit)
	return nil
}

// covered takes names and words from the desktop too, and does what waited once the
// window is open again.
func (st *stay) covered(locked bool) {
	st.tellLooking(true) // takes back what was told
	st.tellLooking(!locked && !st.hidden)
	if after := st.after; !locked && after != nil {
		st.after = nil
		after()
	}
}

// level is how much notices say: of a locked window no more than that something came.
func (st *stay) level() notify.Level {
	l := notify.LevelIn(st.app.Preferences())
	if st.shell.Locked() && l != notify.Off {
		return notify.Nothing
	}
	return l
}

// chooseFolder lets the user choose where a file of this name goes. Fyne's dialog for
// files would make an empty one, in the place of one that is there.
func (st *stay) chooseFolder(name string, take func(path string)) {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err == nil && dir != nil {
			take(filepath.Join(dir.Path(), name))
		}
	}, st.window)
	st.showWide(d)
}
