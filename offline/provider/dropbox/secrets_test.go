package dropbox_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/dropbox/dropboxtest"
)

// calls are all that a depot can be asked for.
var calls = map[string]func(context.Context, depot.Depot) error{
	"put": func(ctx context.Context, d depot.Depot) error {
		r, block := fresh()
		_, err := d.Put(ctx, r, block)
		return err
	},
	"locate": func(ctx context.Context, d depot.Depot) error {
		r, _ := fresh()
		_, err := d.Locate(ctx, r)
		return err
	},
	"delete": func(ctx context.Context, d depot.Depot) error {
		r, _ := fresh()
		return d.Delete(ctx, r)
	},
	"list": func(ctx context.Context, d depot.Depot) error {
		_, err := d.List(ctx, "")
		return err
	},
	"list on": func(ctx context.Context, d depot.Depot) error {
		_, err := d.List(ctx, "cursor")
		return err
	},
	"usage": func(ctx context.Context, d depot.Depot) error {
		_, err := d.Usage(ctx)
		return err
	},
}

// telltale answers with everything that it was told.
func telltale(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		told := r.Header.Get("Authorization") + " " + r.PostFormValue("refresh_token") + r.PostFormValue("code")
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Location", "https://www.dropbox.com/"+url.PathEscape(told))
		w.WriteHeader(status)
		if r.URL.Path == "/oauth2/token" {
			fmt.Fprintf(w, `{"error":%q,"error_description":%[1]q}`, told)
			return
		}
		fmt.Fprintf(w, `{"error":{".tag":%q},"error_summary":%[1]q,".tag":%[1]q}`, told)
	}
}

// TestSecretsStaySecret: whatever Dropbox says of what it was told, no token is in an
// error, in a log, or in the depot's own text.
func TestSecretsStaySecret(t *testing.T) {
	s := dropboxtest.Start(t)
	settings := s.Settings()
	var logged bytes.Buffer
	log.SetOutput(&logged)
	defer log.SetOutput(os.Stderr)
	d := depot.Deps{HTTP: client(s), Log: slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	var said strings.Builder
	for _, status := range []int{200, 201, 204, 302, 307, 400, 401, 403, 404, 409, 410, 429, 500, 502, 503, 507} {
		for name, call := range calls {
			late, early := opened(t, settings, d), opened(t, settings, d)
			if _, err := late.Usage(t.Context()); err != nil {
				t.Fatal(err)
			}
			s.Break(telltale(status))
			for _, box := range []depot.Depot{late, early} {
				err := call(t.Context(), box)
				if err == nil || !depot.Known(err) {
					t.Errorf("%d to %s: %v", status, name, err)
				}
				fmt.Fprintln(&said, err)
			}
			s.Break(nil)
			fmt.Fprintf(&said, "%v %+v %#v %s %d\n", late, late, late, late, late)
		}
	}
	for _, secret := range []string{settings[dropbox.RefreshToken], "sl.", "Bearer sl"} {
		if strings.Contains(said.String(), secret) || strings.Contains(logged.String(), secret) {
			t.Errorf("%.3s... is told", secret)
		}
	}
}

// TestSecretsOfConnecting: the code and the refresh token are in no error and on no page.
func TestSecretsOfConnecting(t *testing.T) {
	s := dropboxtest.Start(t)
	for _, status := range []int{200, 307, 400, 401, 429, 500} {
		var page string
		_, err := connect(t.Context(), client(s), func(at string) error {
			s.Break(telltale(status))
			page, _ = get(t, query(t, at, "redirect_uri")+"?code=hush-hush&state="+query(t, at, "state"))
			return nil
		})
		s.Break(nil)
		if err == nil || !depot.Known(err) || strings.Contains(err.Error()+page, "hush") {
			t.Errorf("%d: %v\n%s", status, err, page)
		}
	}
}

// TestNothingWithoutSettings: an account that is not connected is refused at once.
func TestNothingWithoutSettings(t *testing.T) {
	for name, s := range map[string]depot.Settings{
		"nothing":         {},
		"no token":        {dropbox.AppKey: dropboxtest.AppKey},
		"no key":          {dropbox.RefreshToken: "hush"},
		"a strange key":   {dropbox.AppKey: "a b&c", dropbox.RefreshToken: "hush"},
		"a way out":       {dropbox.AppKey: dropboxtest.AppKey, dropbox.RefreshToken: "hush", dropbox.Folder: "../x"},
		"a folder abroad": {dropbox.AppKey: dropboxtest.AppKey, dropbox.RefreshToken: "hush", dropbox.Folder: "Grüße"},
	} {
		_, err := dropbox.Kind.Open(s, depot.Deps{})
		if !depot.Known(err) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestKind: the window shows where the browser must be allowed to come back to.
func TestKind(t *testing.T) {
	var hints string
	for _, f := range dropbox.Kind.Fields {
		hints += f.Hint
		if f.Secret != (f.Name == dropbox.RefreshToken) {
			t.Errorf("%s is secret: %v", f.Name, f.Secret)
		}
	}
	for _, r := range dropbox.Redirects {
		if !strings.Contains(hints, r) {
			t.Errorf("no hint tells of %s", r)
		}
	}
}
