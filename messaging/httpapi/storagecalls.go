package httpapi

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// storageCalls answers the routes of where messages wait.
type storageCalls struct{ storage Storage }

func storageRoutes(s Storage) []route {
	a := storageCalls{s}
	return []route{
		answer("GET", "/ob/storage", "Where sealed messages wait, and how much", a.state),
		answer("GET", "/ob/storage/kinds", "The providers there are, and what each can see", a.kinds),
		accept("POST", "/ob/storage/accounts", "Connects an account at a provider, if a message can be put there and fetched", a.add),
		accept("POST", "/ob/storage/connect", "Begins to connect an account that a person has to allow in a browser", a.begin),
		answer("GET", "/ob/storage/connect", "What came of it", a.begun),
		accept("POST", "/ob/storage/accounts/{id}", "Changes what an account is for", a.change),
		accept("POST", "/ob/storage/accounts/{id}/settings", "Changes how an account is reached, if it works", a.reconnect),
		answer("POST", "/ob/storage/accounts/{id}/try", "Puts a block, fetches it and removes it", a.try),
		answer("DELETE", "/ob/storage/accounts/{id}", "Leaves an account: what lies there moves first", a.remove).
			with(param{name: "now", in: "query", about: "true: at once; what lies there stays there"}),
		answer("POST", "/ob/storage/sweep", "Removes what has no owner here, and asks how full the accounts are", a.sweep),
		answer("GET", "/ob/storage/history", "How much lay where, by the day", a.history).
			with(param{name: "days", in: "query", integer: true, about: "at most 400; 31 by default"}),
		answer("GET", "/ob/storage/choice", "The people whose messages wait elsewhere than those of all", a.choices),
		answer("GET", "/ob/storage/choice/{peerId}", "Where messages to one person wait", a.choice),
		accept("POST", "/ob/storage/choice/{peerId}", "Chooses where messages to one person wait", a.choose),
		answer("DELETE", "/ob/storage/choice/{peerId}", "Lets messages to one person wait where all do", a.unchoose),
	}
}

func (a storageCalls) state(r *http.Request) (out storageState, err error) {
	here, err := a.storage.Here(r.Context())
	if err != nil {
		return out, err
	}
	out.Here = heldHere{here.Blocks, here.Bytes, here.Oldest.UTC()}
	all, err := a.storage.Accounts(r.Context())
	out.Accounts = make([]account, len(all))
	for i, x := range all {
		out.Accounts[i] = accountOf(x)
	}
	return out, err
}

func accountOf(x storage.Account) account {
	out := account{ID: x.ID, Kind: x.Kind, Title: x.Title, Role: roleName(x.Role), Inbox: x.Inbox, Granted: x.Granted.UTC(), Leaving: x.Leaving, Settings: x.Settings,
		Cap: x.Cap, Price: x.Price, Currency: x.Currency, Added: x.Added.UTC(), Worked: x.Worked.UTC(), Failing: x.Failing.UTC(),
		Error: x.Error, Advice: x.Advice, Blocks: x.Blocks, Bytes: x.Bytes, Moving: x.Moving, Oldest: x.Oldest.UTC(),
		Used: x.Usage.Used, Quota: x.Usage.Quota, Asked: x.Asked.UTC()}
	if !x.Sweep.At.IsZero() {
		out.Sweep = &sweep{x.Sweep.At.UTC(), x.Sweep.Seen, x.Sweep.Orphans, x.Sweep.Error}
	}
	return out
}

func (a storageCalls) kinds(*http.Request) ([]kind, error) {
	var out []kind
	for _, k := range a.storage.Offered() {
		x := kind{Name: k.Name, Title: k.Title, About: k.About, Sees: k.Sees, Lasts: int64(k.Limits.AddrsLast / time.Second), Fields: []field{}}
		for _, f := range k.Fields {
			x.Fields = append(x.Fields, field{f.Name, f.Label, f.Hint, f.Secret, f.Optional, f.Choices})
		}
		out = append(out, x)
	}
	return out, nil
}

func (a storageCalls) add(r *http.Request, in accountBody) (accountID, error) {
	role, err := roleOf(in.Role)
	if err != nil {
		return accountID{}, err
	}
	id, err := a.storage.Add(r.Context(), storage.New{Kind: in.Kind, Title: in.Title, Settings: depot.Settings(in.Settings), Role: role})
	return accountID{id}, explained(err)
}

func (a storageCalls) begin(r *http.Request, in accountBody) (visit, error) {
	role, err := roleOf(in.Role)
	if err != nil {
		return visit{}, err
	}
	url, err := a.storage.Begin(r.Context(), storage.New{Kind: in.Kind, Title: in.Title, Settings: depot.Settings(in.Settings), Role: role})
	return visit{url}, explained(err)
}

func (a storageCalls) begun(*http.Request) (connection, error) {
	c := a.storage.Begun()
	out := connection{State: string(c.Progress), ID: c.Account}
	if c.Err != nil {
		out.Reason = depot.Clip(c.Err.Error())
	}
	return out, nil
}

func (a storageCalls) change(r *http.Request, in termsBody) (done, error) {
	id, ctx := r.PathValue("id"), r.Context()
	if in.Role != nil {
		role, err := roleOf(*in.Role)
		if err == nil {
			err = explained(a.storage.SetRole(ctx, id, role))
		}
		if err != nil {
			return done{}, err
		}
	}
	if in.Inbox != nil {
		if err := a.storage.SetInbox(ctx, id, *in.Inbox); err != nil {
			return done{}, explained(err)
		}
	}
	if in.Title == nil && in.Cap == nil && in.Price == nil && in.Currency == nil {
		return done{}, nil
	}
	t, err := a.terms(r, id)
	if err != nil {
		return done{}, err
	}
	set(&t.Title, in.Title)
	set(&t.Cap, in.Cap)
	set(&t.Price, in.Price)
	set(&t.Currency, in.Currency)
	return done{}, explained(a.storage.SetTerms(ctx, id, t))
}

func (a storageCalls) terms(r *http.Request, id string) (storage.Terms, error) {
	all, err := a.storage.Accounts(r.Context())
	for _, x := range all {
		if x.ID == id {
			return storage.Terms{Title: x.Title, Cap: x.Cap, Price: x.Price, Currency: x.Currency}, nil
		}
	}
	if err == nil {
		err = explained(storage.ErrUnknown)
	}
	return storage.Terms{}, err
}

func (a storageCalls) reconnect(r *http.Request, in settingsOfAccount) (done, error) {
	return done{}, explained(a.storage.Reconnect(r.Context(), r.PathValue("id"), in.Settings))
}

func (a storageCalls) try(r *http.Request) (done, error) {
	return done{}, explained(a.storage.Try(r.Context(), r.PathValue("id")))
}

func (a storageCalls) remove(r *http.Request) (done, error) {
	now := r.URL.Query().Get("now")
	if now != "" && now != "true" && now != "false" {
		return done{}, bad("now must be true or false")
	}
	return done{}, explained(a.storage.Remove(r.Context(), r.PathValue("id"), now == "true"))
}

func (a storageCalls) sweep(r *http.Request) (done, error) {
	return done{}, a.storage.Sweep(r.Context())
}

const mostDays = 400

func (a storageCalls) history(r *http.Request) ([]day, error) {
	n := 31
	if text := r.URL.Query().Get("days"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil || n < 1 || n > mostDays {
			return nil, bad("days must be 1 to 400")
		}
	}
	all, err := a.storage.History(r.Context(), time.Now().AddDate(0, 0, -n))
	out := make([]day, len(all))
	for i, d := range all {
		out[i] = day{d.Date.Format(time.DateOnly), d.Account, d.Blocks, d.Bytes}
	}
	return out, err
}

func (a storageCalls) choices(r *http.Request) ([]choiceOf, error) {
	all, err := a.storage.Choices(r.Context())
	out := make([]choiceOf, 0, len(all))
	for _, p := range slices.Sorted(maps.Keys(all)) {
		out = append(out, choiceOf{p, append([]string{}, all[p]...)})
	}
	return out, err
}

func (a storageCalls) choice(r *http.Request) (out choice, err error) {
	p, err := pathPeer(r)
	if err != nil {
		return out, err
	}
	accounts, own, err := a.storage.Choice(r.Context(), p)
	return choice{own, append([]string{}, accounts...)}, err
}

func (a storageCalls) choose(r *http.Request, in choiceBody) (done, error) {
	p, err := pathPeer(r)
	if err != nil {
		return done{}, err
	}
	return done{}, explained(a.storage.Choose(r.Context(), p, in.Accounts))
}

func (a storageCalls) unchoose(r *http.Request) (done, error) {
	p, err := pathPeer(r)
	if err != nil {
		return done{}, err
	}
	return done{}, a.storage.Unchoose(r.Context(), p)
}
