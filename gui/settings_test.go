package gui

import "testing"

func TestFilesByTheirURL(t *testing.T) {
	for path, want := range map[string]string{
		"/home/elena/my data": "file:///home/elena/my%20data",
		"C:/Users/Elena":      "file:///C:/Users/Elena",
		"/tmp/50%":            "file:///tmp/50%25",
	} {
		if got := fileURL(path).String(); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

func TestClosingEndsWhatDoesNotStay(t *testing.T) {
	at(t, Options{}, nil, func(h *home) {
		s := stays{h.App.Preferences()}
		if on, err := s.On(); !on || err != nil {
			t.Fatalf("at first it stays: %v, %v", on, err)
		}
		if err := s.Set(false); err != nil {
			t.Fatal(err)
		}
		h.close()
		h.wants("quit")
		if err := s.Set(true); err != nil {
			t.Fatal(err)
		}
		h.close()
		h.settle()
		if h.did[0] != "hide" {
			t.Errorf("it did %q", h.did)
		}
	})
}
