package dropbox_test

import (
	"errors"
	"strings"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/dropbox/dropboxtest"
)

// TestForgottenCursor: a listing that Dropbox has lost begins anew, and is complete.
func TestForgottenCursor(t *testing.T) {
	s := dropboxtest.Start(t)
	s.Page(2)
	d := connected(t, s)
	for range 5 {
		put(t, d)
	}
	first, err := d.List(t.Context(), "")
	if err != nil || first.Next == "" {
		t.Fatalf("%v, %v", first, err)
	}
	s.ForgetCursors()
	names := make(map[string]bool)
	for cursor := first.Next; ; {
		page, err := d.List(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Entries {
			names[e.Name] = true
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if len(names) != 5 {
		t.Errorf("%d blocks are listed, want 5", len(names))
	}
}

// TestUsage of accounts that teams pay for.
func TestUsage(t *testing.T) {
	for body, want := range map[string]depot.Usage{
		`{"used":5,"allocation":{".tag":"individual","allocated":9}}`:                                           {Used: 5, Quota: 9},
		`{"used":5,"allocation":{".tag":"team","used":50,"allocated":90,"user_within_team_space_allocated":0}}`: {Used: 50, Quota: 90},
		`{"used":5,"allocation":{".tag":"team","used":50,"allocated":90,"user_within_team_space_allocated":7}}`: {Used: 5, Quota: 7},
		`{"used":18446744073709551615,"allocation":{".tag":"other"}}`:                                           {Used: 1<<63 - 1},
	} {
		s := dropboxtest.Start(t)
		d := connected(t, s)
		put(t, d)
		s.Break(reply(200, body))
		if u, err := d.Usage(t.Context()); err != nil || u != want {
			t.Errorf("%s: %+v, %v", body, u, err)
		}
	}
}

// TestListOfNothing: a folder is made with the first block, and until then is empty.
func TestListOfNothing(t *testing.T) {
	s := dropboxtest.Start(t)
	settings := s.Settings()
	settings[dropbox.Folder] = "Messages"
	d := opened(t, settings, depot.Deps{HTTP: client(s)})
	if page, err := d.List(t.Context(), ""); err != nil || len(page.Entries) > 0 || page.Next != "" {
		t.Errorf("%v, %v", page, err)
	}
}

// TestEndlessAnswer: nobody fills the memory.
func TestEndlessAnswer(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	put(t, d)
	s.Break(reply(200, `{"entries":[],"has_more":false,"cursor":"`+strings.Repeat("x", 8<<20)+`"}`))
	if _, err := d.List(t.Context(), ""); !errors.Is(err, depot.ErrTransient) {
		t.Errorf("%v, want ErrTransient", err)
	}
}
