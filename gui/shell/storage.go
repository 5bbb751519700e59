package shell

import "restante/gui/storage"

// storage makes the page of where messages wait.
func (s *Shell) storage() {
	if s.o.Places == nil {
		return
	}
	o := storage.Options{Core: s.o.Places, Mail: s.o.Mail, People: s.o.People, Faces: s.faces, Loop: s.o.Loop, Now: s.o.Now,
		Canvas: s.over, Notice: s.Notice, Open: s.OpenChat, Browse: s.o.Browse, Disk: s.o.Settings.Storage, OnTrouble: func(n int) { s.rail.storage.Count(n) }}
	if s.o.Safety != nil {
		o.Save = s.o.Safety.Save
	}
	s.Storage = storage.New(o)
}

// turnStorage shows or hides the page, where there is one.
func (s *Shell) turnStorage(on bool) {
	if s.Storage != nil {
		s.turn(s.Storage.Object, on)
		s.Storage.SetShown(on)
	}
}

// ShowStorage turns to the page of where messages wait.
func (s *Shell) ShowStorage() { s.Show(storagePage) }
