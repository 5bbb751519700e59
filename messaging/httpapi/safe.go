package httpapi

import (
	"bufio"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"time"

	"restante/node/vault"
)

// maxPassphrase is far more than anybody types.
const maxPassphrase = 1024

type passphraseBody struct {
	Old string `json:"old" example:"three ducks" about:"asked for where there is one"`
	New string `json:"new" example:"four walnuts" about:"one line of at most 1,024 bytes; it counts from the next start on"`
}

type backupBody struct {
	Passphrase string `json:"passphrase" example:"four walnuts" about:"of the backup itself: one line of at most 1,024 bytes"`
}

// safeCalls answers the routes of what protects a data folder.
type safeCalls struct {
	guard  Guard
	backup Backup
	busy   *sync.Mutex // a backup is made
}

func guardRoute(g Guard) route {
	return route{
		method: "POST", path: "/ob/passphrase", summary: "Changes the passphrase of the data folder; 403 if the old one is wrong, 429 soon after that",
		body: reflect.TypeFor[passphraseBody](), reply: reflect.TypeFor[done](), handle: safeCalls{guard: g}.change,
	}
}

func backupRoute(b Backup) route {
	return route{
		method: "POST", path: "/ob/backup", summary: "An encrypted backup of everything, as restante restore takes it; whole if it ends well",
		body: reflect.TypeFor[backupBody](), replyMedia: ageMedia, handle: safeCalls{backup: b, busy: new(sync.Mutex)}.write,
	}
}

// change refuses another guess for as long as the vault would have it wait, so that the
// caller knows why.
func (a safeCalls) change(w http.ResponseWriter, r *http.Request) error {
	in, err := decode[passphraseBody](w, r)
	if err != nil {
		return err
	}
	if err := oneLine("new", in.New); err != nil {
		return err
	}
	if len(in.Old) > maxPassphrase { // which cannot be it
		return vault.ErrWrongPassphrase
	}
	if pause := a.guard.Pause(); pause > 0 {
		seconds := int(pause/time.Second) + 1
		w.Header().Set("Retry-After", fmt.Sprint(seconds))
		return &problem{http.StatusTooManyRequests, fmt.Sprintf("the passphrase before was wrong: the next one may be tried in %d s", seconds)}
	}
	return reply(w, done{}, a.guard.Change(r.Context(), in.Old, vault.Passphrase, in.New))
}

// oneLine refuses a passphrase that no file for --passphrase-file could hold.
func oneLine(field, passphrase string) error {
	switch {
	case passphrase == "":
		return bad("the field " + field + " is empty")
	case len(passphrase) > maxPassphrase:
		return bad("the field " + field + " is longer than 1,024 bytes")
	case strings.ContainsAny(passphrase, "\r\n"):
		return bad("the field " + field + " has a line break")
	}
	return nil
}

const (
	ageMedia     = "application/octet-stream"
	backupBuffer = 256 << 10
)

var errBackupBusy = &problem{http.StatusConflict, "another backup is being made"}

// write streams a backup: half of it is never taken for one, since the file's format
// tells, and the connection is cut.
func (a safeCalls) write(w http.ResponseWriter, r *http.Request) error {
	in, err := decode[backupBody](w, r)
	if err != nil {
		return err
	}
	if err := oneLine("passphrase", in.Passphrase); err != nil {
		return err
	}
	if !a.busy.TryLock() { // each takes 256 MiB for a second
		return errBackupBusy
	}
	defer a.busy.Unlock()
	return download(w, ageMedia, "restante-"+time.Now().Format("2006-01-02-1504")+".age", func(to *bufio.Writer) error {
		return a.backup.Write(r.Context(), to, in.Passphrase)
	})
}

// download sends what write gives as a file. An error before the first piece is an
// answer like any other.
func download(w http.ResponseWriter, media, name string, write func(*bufio.Writer) error) error {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	out := newPatient(w)
	to := bufio.NewWriterSize(out, backupBuffer)
	err := write(to)
	if err == nil {
		err = to.Flush()
	}
	if err == nil {
		return nil
	}
	if out.wrote {
		panic(http.ErrAbortHandler)
	}
	w.Header().Del("Content-Disposition")
	return err
}
