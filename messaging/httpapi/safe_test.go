package httpapi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"restante/messaging/messagingtest"
	"restante/node/backup"
	"restante/node/durable"
	"restante/node/vault"
)

// keeper stands in for what protects a folder. It writes so many bytes of a backup, and
// then fails with err.
type keeper struct {
	core  *core
	pause time.Duration
	bytes int
	err   error
	began chan struct{} // if there is one: a backup waits until goOn is closed
	goOn  chan struct{}
}

func (k *keeper) Pause() time.Duration { return k.pause }

func (k *keeper) Change(_ context.Context, before string, to vault.Method, passphrase string) error {
	return errors.Join(k.core.call("Change", before, to, passphrase), k.err)
}

func (k *keeper) Write(_ context.Context, to io.Writer, passphrase string) error {
	if k.began != nil {
		close(k.began)
		<-k.goOn
	}
	_, err := to.Write(bytes.Repeat([]byte{'a'}, k.bytes))
	return errors.Join(err, k.core.call("Write", passphrase), k.err)
}

func serveKeeper(t *testing.T, k *keeper) *api {
	k.core = new(core)
	return start(t, Options{Token: token, Guard: k, Backup: k})
}

// Whoever knows the passphrase changes it; who guesses is told that it is wrong, and to
// wait.
func TestPassphrase(t *testing.T) {
	k := &keeper{}
	a := serveKeeper(t, k)
	a.want("POST", "/ob/passphrase", `{"old":"three ducks","new":"four walnuts"}`, 200, `{}`)
	if got := k.core.lastCall(); !reflect.DeepEqual(got, []any{"Change", "three ducks", vault.Passphrase, "four walnuts"}) {
		t.Errorf("called %v", got)
	}
	k.err = vault.ErrWrongPassphrase
	a.want("POST", "/ob/passphrase", `{"old":"ducks","new":"four walnuts"}`, 403, `{"success":false,"reason":"the passphrase is wrong"}`)
	k.pause = 2500 * time.Millisecond
	status, body, header := a.do(a.request("POST", "/ob/passphrase", `{"old":"three ducks","new":"four walnuts"}`))
	if status != http.StatusTooManyRequests || header.Get("Retry-After") != "3" || !strings.Contains(string(body), "in 3 s") {
		t.Errorf("%d, Retry-After %q, %s", status, header.Get("Retry-After"), body)
	}
}

// What no passphrase can be is refused before anybody is asked.
func TestBadPassphrases(t *testing.T) {
	k := &keeper{}
	a := serveKeeper(t, k)
	long := strings.Repeat("x", maxPassphrase+1)
	for _, body := range []string{
		``, `[]`, `{}`, `{"old":"a"}`, `{"new":""}`, `{"new":7}`, `{"new":"a","more":1}`, `{"new":"a\nb"}`, `{"new":"a\r"}`, `{"new":"` + long + `"}`, `{"new":"\ud800"}`,
	} {
		a.refused(a.request("POST", "/ob/passphrase", body), 400)
		a.refused(a.request("POST", "/ob/backup", strings.ReplaceAll(body, "new", "passphrase")), 400)
	}
	a.refused(a.request("POST", "/ob/passphrase", `{"old":"`+long+`","new":"a"}`), 403)
	a.refused(a.request("POST", "/ob/passphrase", `{"new":"`+strings.Repeat("x", maxBody)+`"}`), 413)
	if got := k.core.lastCall(); got != nil {
		t.Errorf("called %v", got)
	}
	longest := long[1:]
	a.want("POST", "/ob/passphrase", `{"old":"`+longest+`","new":"`+longest+`"}`, 200, `{}`)
}

// A backup comes as a file. One that fails at once has its reason; one that fails later
// never looks whole.
func TestBackup(t *testing.T) {
	k := &keeper{bytes: 3 * backupBuffer}
	a := serveKeeper(t, k)
	status, body, header := a.do(a.request("POST", "/ob/backup", `{"passphrase":"four walnuts"}`))
	if status != 200 || len(body) != k.bytes || header.Get("Content-Type") != ageMedia {
		t.Errorf("%d, %d bytes, %v", status, len(body), header)
	}
	if name := header.Get("Content-Disposition"); !strings.HasPrefix(name, `attachment; filename="restante-2`) || !strings.HasSuffix(name, `.age"`) {
		t.Errorf("it is called %s", name)
	}
	if got := k.core.lastCall(); !reflect.DeepEqual(got, []any{"Write", "four walnuts"}) {
		t.Errorf("called %v", got)
	}
	k.err, k.bytes = durable.ErrDiskFull, backupBuffer/2
	status, body, header = a.do(a.request("POST", "/ob/backup", `{"passphrase":"four walnuts"}`))
	if status != http.StatusInsufficientStorage || header.Get("Content-Disposition") != "" || !bytes.HasPrefix(body, []byte(`{"success":false`)) {
		t.Errorf("%d %s", status, body)
	}
	k.bytes = 3 * backupBuffer
	resp, err := http.DefaultClient.Do(a.request("POST", "/ob/backup", `{"passphrase":"four walnuts"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.ReadAll(resp.Body); err == nil {
		t.Error("half a backup looks whole")
	}
}

// Backups are made one at a time: each takes a quarter of a gigabyte for a second.
func TestOneBackupAtATime(t *testing.T) {
	k := &keeper{began: make(chan struct{}), goOn: make(chan struct{})}
	a := serveKeeper(t, k)
	first := make(chan int)
	go func() {
		resp, err := http.DefaultClient.Do(a.request("POST", "/ob/backup", `{"passphrase":"four walnuts"}`))
		if err != nil {
			first <- 0
			return
		}
		first <- resp.StatusCode
		_ = resp.Body.Close()
	}()
	<-k.began
	a.refused(a.request("POST", "/ob/backup", `{"passphrase":"four walnuts"}`), 409)
	close(k.goOn)
	if status := <-first; status != 200 {
		t.Errorf("the first: %d", status)
	}
}

// The same with a real user: what comes is a backup of this user, and from then on the
// folder asks for the passphrase.
func TestRealSafe(t *testing.T) {
	w := messagingtest.New(t)
	alice := w.User("alice")
	a := start(t, Options{Token: token, Guard: alice.API().Guard, Backup: alice.API().Backup})
	status, body, _ := a.do(a.request("POST", "/ob/backup", `{"passphrase":"four walnuts"}`))
	path := filepath.Join(t.TempDir(), "a.age")
	if err := os.WriteFile(path, body, 0o600); err != nil || status != 200 {
		t.Fatal(status, err)
	}
	b, err := backup.Open(path, backup.By("four walnuts"))
	if err != nil {
		t.Fatal(err)
	}
	if b.About.Peer != alice.ID().String() {
		t.Errorf("a backup of %+v", b.About)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	a.want("POST", "/ob/passphrase", `{"new":"three ducks"}`, 200, `{}`)
	a.refused(a.request("POST", "/ob/passphrase", `{"old":"three geese","new":"mine"}`), 403)
	a.refused(a.request("POST", "/ob/passphrase", `{"old":"three ducks","new":"mine"}`), 429)
	if err := alice.API().Guard.Change(t.Context(), "three ducks", vault.KeyFile, ""); err != nil {
		t.Error(err)
	}
}
