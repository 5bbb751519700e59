package gui

import (
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"restante/gui/settings"
	"restante/gui/shell"
	"restante/gui/widget"
)

// quits keeps that closing the window ends the program.
const quits = "quits-on-close"

// stays tells whether the program goes on when its window is closed.
type stays struct{ p fyne.Preferences }

func (s stays) On() (bool, error) { return !s.p.Bool(quits), nil }

func (s stays) Set(on bool) error {
	s.p.SetBool(quits, !on)
	return nil
}

// settings is what the page of settings needs of the desktop and the core.
func (st *stay) settings(api API) settings.Options {
	o := settings.Options{
		Privacy: api.Privacy, Storage: api.Storage, Systems: api.Hooks, Logs: st.o.Logs, Crash: st.o.LastCrash, Build: st.o.Build,
		Preferences: st.app.Preferences(), Changed: st.chose, Open: st.openFile, Picture: api.Picture, Choose: st.choosePicture,
	}
	if st.tray != nil {
		o.Stays = stays{o.Preferences}
	}
	if len(st.o.Login.Command) > 0 {
		o.Login = st.o.Login
	}
	return o
}

// chose brings the tray's menu up to date.
func (st *stay) chose() {
	if st.tray != nil {
		st.tray.Refresh()
	}
}

// openFile leaves a file or folder to the program that usually opens it.
func (st *stay) openFile(path string) error { return st.app.OpenURL(fileURL(path)) }

// fileURL names a file; on Windows its path begins with a letter.
func fileURL(path string) *url.URL {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return &url.URL{Scheme: "file", Path: path}
}

// browse opens an address in the browser.
func (st *stay) browse(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	return st.app.OpenURL(u)
}

// fill puts the pages into the window.
func (st *stay) fill(api API) *shell.Shell {
	s := shell.New(shell.Options{
		Chats: api.Chats, People: api.People, Node: api.Node, Push: api.Push, Mail: api.Mail, Faces: api.Faces, Words: api.Words, Places: api.Places, Orders: api.Orders,
		Quit: st.quit, Choose: st.choosePicture, Browse: st.browse, Far: api.Far, Loop: st.bridge, Settings: st.settings(api), Safety: st.safety(api),
		Shop: shell.ShopOptions{Core: api.Shop, Orders: api.Orders, Policy: api.Orders, Table: st.chooseTable, File: st.chooseAny},
	})
	st.window.SetContent(widget.Sense(s.Object))
	st.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if len(files) > 0 {
			st.openDropped(files[0], s.Dropped)
		}
	})
	s.Use(st.window.Canvas())
	return s
}
