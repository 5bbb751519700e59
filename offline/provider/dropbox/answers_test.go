package dropbox_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox/dropboxtest"
)

func conflict(errorJSON string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusConflict)
		fmt.Fprintf(w, `{"error_summary":"x/..","error":%s}`, errorJSON)
	}
}

func reply(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// TestRefusals: what Dropbox says becomes what is to be done.
func TestRefusals(t *testing.T) {
	path := func(tag string) string {
		return `{".tag":"path","reason":{".tag":"` + tag + `"},"upload_session_id":"x"}`
	}
	for _, c := range []struct {
		name string
		say  http.HandlerFunc
		want error
	}{
		{"full", conflict(path("insufficient_space")), depot.ErrQuota},
		{"the team is full", conflict(path("team_folder_insufficient_space")), depot.ErrQuota},
		{"a malformed path", conflict(path("malformed_path")), depot.ErrPermanent},
		{"not ours to write", conflict(path("no_write_permission")), depot.ErrPermanent},
		{"e-mail", conflict(`{".tag":"email_not_verified"}`), depot.ErrPermanent},
		{"no sharing", conflict(`{".tag":"settings_error","settings_error":{".tag":"not_authorized"}}`), depot.ErrPermanent},
		{"damaged on its way", conflict(`{".tag":"content_hash_mismatch"}`), depot.ErrTransient},
		{"other", conflict(`{".tag":"other"}`), depot.ErrTransient},
		{"no tag", conflict(`{}`), depot.ErrTransient},
		{"no words", reply(409, ""), depot.ErrTransient},
		{"gone meanwhile", conflict(`{".tag":"path","path":{".tag":"not_found"}}`), depot.ErrNotFound},
		{"400", reply(400, `Error in call to API function "files/upload"`), depot.ErrPermanent},
		{"scope", reply(401, `{"error_summary":"missing_scope/.","error":{".tag":"missing_scope"}}`), depot.ErrAuth},
		{"403", reply(403, `{"error_summary":"no_permission/.","error":{".tag":"no_permission"}}`), depot.ErrAuth},
		{"404", reply(404, "no such page"), depot.ErrTransient},
		{"201", reply(201, "{}"), depot.ErrTransient},
		{"302", reply(302, ""), depot.ErrTransient},
		{"half an answer", reply(200, "{"), depot.ErrTransient},
		{"nothing", reply(200, "null"), depot.ErrTransient},
		{"others", reply(200, `{"content_hash":"00"}`), depot.ErrTransient},
	} {
		s := dropboxtest.Start(t)
		d := connected(t, s)
		put(t, d)
		r, block := fresh()
		s.Break(c.say)
		if _, err := d.Put(t.Context(), r, block); !errors.Is(err, c.want) || !depot.Known(err) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		s.Break(nil)
		if _, err := d.Put(t.Context(), r, block); err != nil {
			t.Errorf("%s is over: %v", c.name, err)
		}
	}
}

// TestLockedFolder: the lock of Dropbox is a pause, however it is told.
func TestLockedFolder(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	r, _ := put(t, d)
	s.Break(conflict(`{".tag":"too_many_write_operations"}`))
	var pause *depot.RateLimited
	if err := d.Delete(t.Context(), r); !errors.As(err, &pause) {
		t.Errorf("%v, want a pause", err)
	}
}

// TestNothingIsGoneByMistake: only Dropbox's own words say that something is not
// there. A page of somebody between is believed neither by Delete nor by List.
func TestNothingIsGoneByMistake(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	r, _ := put(t, d)
	for _, status := range []int{404, 410} {
		s.Break(dropboxtest.Failing(status))
		if err := d.Delete(t.Context(), r); !errors.Is(err, depot.ErrTransient) {
			t.Errorf("%d: deleting: %v", status, err)
		}
		if _, err := d.List(t.Context(), ""); !errors.Is(err, depot.ErrTransient) {
			t.Errorf("%d: listing: %v", status, err)
		}
	}
}

// TestFull: nothing of what lay there is lost, and there is room after a deletion.
func TestFull(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	s.Quota(12 << 10)
	r, block := put(t, d)
	next, more := fresh()
	if _, err := d.Put(t.Context(), next, more); !errors.Is(err, depot.ErrQuota) || depot.Advice(err) == "" {
		t.Errorf("%v, want ErrQuota", err)
	}
	if _, err := d.Put(t.Context(), r, block); err != nil {
		t.Errorf("the same block again: %v", err)
	}
	if u, err := d.Usage(t.Context()); err != nil || u != (depot.Usage{Used: 8 << 10, Quota: 12 << 10}) {
		t.Errorf("%+v, %v", u, err)
	}
	if err := d.Delete(t.Context(), r); err != nil {
		t.Error(err)
	}
	if _, err := d.Put(t.Context(), next, more); err != nil {
		t.Errorf("after there is room: %v", err)
	}
}

// TestClosedTeam: a link that opens for the team only is no place.
func TestClosedTeam(t *testing.T) {
	s := dropboxtest.Start(t)
	d := connected(t, s)
	r, _ := put(t, d)
	s.Break(reply(200, `{"links":[{".tag":"file","url":"https://www.dropbox.com/x","name":"x",
		"client_modified":"2026-01-01T00:00:00Z","server_modified":"2026-01-01T00:00:00Z",
		"link_permissions":{"resolved_visibility":{".tag":"team_only"}}}],"has_more":false}`))
	if _, err := d.Locate(t.Context(), r); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("%v, want ErrPermanent", err)
	}
}
