package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/delivery"
	"restante/offline/outbox"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// shelf answers as a storage with one account would.
type shelf struct {
	core *core
	err  error
}

func (s *shelf) call(nameAndArgs ...any) error {
	if err := s.core.call(nameAndArgs...); err != nil {
		return err
	}
	return s.err
}

func (*shelf) Offered() []depot.Kind {
	return []depot.Kind{{Name: "s3", Title: "S3", About: "A bucket.", Sees: []string{"Times."},
		Fields: []depot.Field{{Name: "secret", Label: "Secret key", Secret: true}}, Limits: depot.Limits{AddrsLast: time.Hour}}}
}

func (s *shelf) Here(context.Context) (outbox.Holding, error) {
	return outbox.Holding{Blocks: 2, Bytes: 16384, Oldest: noon}, s.call("Here")
}

func (s *shelf) Accounts(context.Context) ([]storage.Account, error) {
	return []storage.Account{{ID: "a1", Kind: "s3", Title: "Bucket", Role: storage.Primary, Settings: map[string]string{"bucket": "b"},
		Price: 23, Currency: "EUR", Cap: 7, Added: noon, Health: storage.Health{Failing: noon, Error: "no", Advice: "Do."},
		Holding: outbox.Holding{Blocks: 1, Bytes: 8192, Moving: 3}, Sweep: storage.Sweep{At: noon, Seen: 1}}}, s.call("Accounts")
}

func (s *shelf) Add(_ context.Context, n storage.New) (string, error) { return "a2", s.call("Add", n) }
func (s *shelf) Begin(_ context.Context, n storage.New) (string, error) {
	return "https://allow.example", s.call("Begin", n)
}
func (s *shelf) Begun() storage.Connection {
	return storage.Connection{Progress: storage.Refused, Err: depot.ErrAuth}
}
func (s *shelf) Reconnect(_ context.Context, id string, with depot.Settings) error {
	return s.call("Reconnect", id, with)
}
func (s *shelf) SetRole(_ context.Context, id string, r storage.Role) error {
	return s.call("SetRole", id, r)
}
func (s *shelf) SetInbox(_ context.Context, id string, on bool) error {
	return s.call("SetInbox", id, on)
}
func (s *shelf) SetTerms(_ context.Context, id string, t storage.Terms) error {
	return s.call("SetTerms", id, t)
}
func (s *shelf) Remove(_ context.Context, id string, now bool) error {
	return s.call("Remove", id, now)
}
func (s *shelf) Try(_ context.Context, id string) error { return s.call("Try", id) }
func (s *shelf) Sweep(context.Context) error            { return s.call("Sweep") }

func (s *shelf) History(_ context.Context, since time.Time) ([]storage.Day, error) {
	days := int(time.Since(since).Hours()/24 + 0.5)
	return []storage.Day{{Date: noon, Account: "a1", Blocks: 1, Bytes: 8192}}, s.call("History", days)
}

func (s *shelf) Choices(context.Context) (map[peer.ID][]string, error) {
	return map[peer.ID][]string{bob: {"a1"}, node: nil}, s.call("Choices")
}
func (s *shelf) Choice(_ context.Context, p peer.ID) ([]string, bool, error) {
	return []string{"a1"}, true, s.call("Choice", p)
}
func (s *shelf) Choose(_ context.Context, p peer.ID, all []string) error {
	return s.call("Choose", p, all)
}
func (s *shelf) Unchoose(_ context.Context, p peer.ID) error { return s.call("Unchoose", p) }

func TestStorage(t *testing.T) {
	a := start(t, new(core).options())
	a.want("GET", "/ob/storage", "", 200, `{"here":{"blocks":2,"bytes":16384,"oldest":"2026-11-21T11:00:00.123456789Z"},
		"accounts":[{"id":"a1","kind":"s3","title":"Bucket","role":"primary","inbox":false,"leaving":false,"settings":{"bucket":"b"},"cap":7,"price":23,
		"currency":"EUR","added":"2026-11-21T11:00:00.123456789Z","failing":"2026-11-21T11:00:00.123456789Z","error":"no","advice":"Do.",
		"blocks":1,"bytes":8192,"moving":3,"used":0,"quota":0,"sweep":{"at":"2026-11-21T11:00:00.123456789Z","seen":1,"orphans":0}}]}`)
	a.want("GET", "/ob/storage/kinds", "", 200, `[{"name":"s3","title":"S3","about":"A bucket.","sees":["Times."],
		"fields":[{"name":"secret","label":"Secret key","secret":true,"optional":false}],"lasts":3600}]`)
	a.want("GET", "/ob/storage/connect", "", 200, `{"state":"refused","reason":"the provider refuses the account"}`)
	a.want("GET", "/ob/storage/history", "", 200, `[{"date":"2026-11-21","account":"a1","blocks":1,"bytes":8192}]`)
	a.want("GET", "/ob/storage/choice/"+bob.String(), "", 200, `{"own":true,"accounts":["a1"]}`)
	a.want("GET", "/ob/storage/choice", "", 200, fmt.Sprintf(`[{"peerId":%q,"accounts":[]},{"peerId":%q,"accounts":["a1"]}]`, node, bob))
}

// The table names people and places, and nothing in it is computed by a spreadsheet.
func TestWhatLiesWhereAsATable(t *testing.T) {
	a := start(t, new(core).options())
	status, body, _ := a.do(a.request("GET", "/ob/storage/export", ""))
	want := "kind,message,for,peer,state,since,until,place\n" +
		"chat,m1,Bob," + bob.String() + ",stored,2026-11-21T11:00:00Z,,This computer\n" +
		"chat,m1,Bob," + bob.String() + ",stored,2026-11-21T11:00:00Z,2026-11-21T11:00:00Z,push node " + node.String() + "\n"
	if status != 200 || string(body) != want {
		t.Errorf("%d, %s", status, body)
	}
	place := placesOf([]storage.Account{{ID: "a1", Title: "Bucket"}})
	if got := place(delivery.Holder{Account: "a1"}) + place(delivery.Holder{Account: "a2"}); got != "Bucketa2" {
		t.Errorf("the places are %q", got)
	}
}

func TestStorageCalls(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	for _, call := range []struct {
		method, path, body, want string
		called                   []any
	}{
		{"POST", "/ob/storage/accounts", `{"kind":"s3","title":"T","role":"mirror","settings":{"secret":"x"}}`, `{"id":"a2"}`,
			[]any{"Add", storage.New{Kind: "s3", Title: "T", Role: storage.Mirror, Settings: depot.Settings{"secret": "x"}}}},
		{"POST", "/ob/storage/connect", `{"kind":"dropbox","settings":{"appKey":"k"}}`, `{"url":"https://allow.example"}`,
			[]any{"Begin", storage.New{Kind: "dropbox", Settings: depot.Settings{"appKey": "k"}}}},
		{"POST", "/ob/storage/accounts/a1", `{"role":"primary"}`, `{}`, []any{"SetRole", "a1", storage.Primary}},
		{"POST", "/ob/storage/accounts/a1", `{"inbox":true}`, `{}`, []any{"SetInbox", "a1", true}},
		{"POST", "/ob/storage/accounts/a1", `{"price":40}`, `{}`, []any{"SetTerms", "a1", storage.Terms{Title: "Bucket", Cap: 7, Price: 40, Currency: "EUR"}}},
		{"POST", "/ob/storage/accounts/a1", `{"title":"Attic"}`, `{}`, []any{"SetTerms", "a1", storage.Terms{Title: "Attic", Cap: 7, Price: 23, Currency: "EUR"}}},
		{"POST", "/ob/storage/accounts/a1/settings", `{"settings":{"secret":"y"}}`, `{}`, []any{"Reconnect", "a1", depot.Settings{"secret": "y"}}},
		{"POST", "/ob/storage/accounts/a1/try", ``, `{}`, []any{"Try", "a1"}},
		{"DELETE", "/ob/storage/accounts/a1", ``, `{}`, []any{"Remove", "a1", false}},
		{"DELETE", "/ob/storage/accounts/a1?now=true", ``, `{}`, []any{"Remove", "a1", true}},
		{"POST", "/ob/storage/sweep", ``, `{}`, []any{"Sweep"}},
		{"GET", "/ob/storage/history?days=7", ``, `[{"date":"2026-11-21","account":"a1","blocks":1,"bytes":8192}]`, []any{"History", 7}},
		{"POST", "/ob/storage/choice/" + bob.String(), `{"accounts":["a1"]}`, `{}`, []any{"Choose", bob, []string{"a1"}}},
		{"DELETE", "/ob/storage/choice/" + bob.String(), ``, `{}`, []any{"Unchoose", bob}},
	} {
		a.want(call.method, call.path, call.body, 200, call.want)
		if got := c.lastCall(); !reflect.DeepEqual(got, call.called) {
			t.Errorf("%s %s called %v, want %v", call.method, call.path, got, call.called)
		}
	}
}

// What a provider says reaches the caller in the provider's words, with a status that
// tells whose fault it is.
func TestStorageErrors(t *testing.T) {
	c := new(core)
	o := c.options()
	s := &shelf{core: c}
	o.Storage = s
	a := start(t, o)
	for _, e := range []struct {
		err  error
		want int
	}{
		{fmt.Errorf("%w: token revoked", depot.ErrAuth), 502}, {depot.ErrQuota, 502}, {depot.ErrTransient, 502}, {depot.ErrNotFound, 502},
		{&depot.RateLimited{After: time.Minute}, 502}, {depot.ErrPermanent, 400}, {storage.ErrSettings, 400},
		{storage.ErrUnknown, 404}, {storage.ErrTooMany, 409},
	} {
		s.err = e.err
		a.want("POST", "/ob/storage/accounts/a1/try", "", e.want, fmt.Sprintf(`{"success":false,"reason":%q}`, e.err))
	}
	s.err = nil
	for path, body := range map[string]string{
		"POST /ob/storage/accounts": `{"role":"king"}`, "POST /ob/storage/accounts/a1": `{"role":"king"}`,
		"DELETE /ob/storage/accounts/a1?now=soon": ``, "GET /ob/storage/history?days=0": ``, "GET /ob/storage/history?days=x": ``,
	} {
		var method, at string
		fmt.Sscan(path, &method, &at)
		a.refused(a.request(method, at, body), http.StatusBadRequest)
	}
}
