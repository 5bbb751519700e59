package dropbox_test

import (
	"path"
	"strings"
	"testing"
	"time"

	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/dropbox/dropboxtest"
	"restante/offline/provider/fetch"
)

// faults are those that Dropbox has words for.
var faults = []depottest.Fault{
	{
		Name: depottest.Full, Only: []string{"put"},
		Do: said("/files/upload", dropboxtest.Full), Want: []error{depot.ErrQuota},
	},
	{
		Name: "too many requests", Do: said("", dropboxtest.TooMany("too_many_requests", 3)),
		Want: []error{&depot.RateLimited{After: 3 * time.Second}},
	},
	{
		Name: "the folder is locked", Only: []string{"put", "delete"},
		Do:   said("", dropboxtest.TooMany("too_many_write_operations", 1)),
		Want: []error{&depot.RateLimited{After: time.Second}},
	},
	{Name: "502", Do: said("", dropboxtest.Failing(502)), Want: []error{depot.ErrTransient}},
}

// TestDepot is the suite, with links on Dropbox's own hosts.
func TestDepot(t *testing.T) {
	for _, folder := range []string{"", "Messages"} {
		t.Run("folder "+folder, func(t *testing.T) {
			s := dropboxtest.Start(t)
			s.Page(4)
			settings := s.Settings()
			settings[dropbox.Folder] = folder
			depottest.Run(t, opener(s, settings),
				depottest.Pages(4),
				depottest.Secrets(settings[dropbox.RefreshToken], "sl.", "Bearer"),
				strangers(s, path.Join("/", folder)),
				depottest.Fetch(fetcher(s)),
				depottest.Faults(faults...))
		})
	}
}

// strangers put their files into the same folder. Dropbox knows no upper and lower
// case, so that nobody can put anything beside a block that differs in that only.
func strangers(s *dropboxtest.Server, folder string) depottest.Option {
	same := func(name string) bool { return depot.IsName(strings.ToLower(name)) }
	return depottest.Strangers(
		func(_ testing.TB, name string) {
			if !same(name) {
				s.Plant(path.Join(folder, name), []byte("a holiday"))
				s.Plant(path.Join(folder, "a folder", name), []byte("a holiday"))
			}
		},
		func(_ testing.TB, name string) bool { return same(name) || s.Has(path.Join(folder, name)) })
}

// TestPlainLinks is what a real process with --loopback gives a recipient: an address
// of the fake's own port. Without --loopback it gives none.
func TestPlainLinks(t *testing.T) {
	s := dropboxtest.Start(t)
	s.PlainLinks()
	d := connected(t, s)
	r, block := put(t, d)
	place, err := d.Locate(t.Context(), r)
	if err != nil || len(place.Addrs) != 1 || !strings.HasPrefix(place.Addrs[0], "http://127.0.0.1:") {
		t.Fatalf("%v, %v", place, err)
	}
	got, err := fetch.New(fetch.Options{Loopback: true}).Get(t.Context(), r.CID, depot.MaxBlock, place.Addrs)
	if err != nil || string(got) != string(block) {
		t.Errorf("fetching: %d bytes, %v", len(got), err)
	}
	careful := opened(t, s.Settings(), depot.Deps{HTTP: client(s)})
	if place, err := careful.Locate(t.Context(), r); err == nil {
		t.Errorf("without --loopback it gives %v", place)
	}
}
