package ucan_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"maps"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
	"restante/offline/provider/ucan"
	"restante/offline/provider/ucan/ucantest"
)

func TestGrant(t *testing.T) {
	service := ucantest.New(t, ucantest.Options{})
	checkGrant(t, service.Space(t), service.Space(t))
}

// Who may act in a space may pass on some of it.
func TestGrantOfAnAgent(t *testing.T) {
	service := ucantest.New(t, ucantest.Options{})
	checkGrant(t, delegated(t, service.Space(t), false), service.Space(t))
}

func delegated(t *testing.T, space depot.Settings, inCID bool) depot.Settings {
	t.Helper()
	s, err := ucan.Delegated(space, inCID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkGrant proves what the holder of a grant can do, and that it is all.
func checkGrant(t *testing.T, home, other depot.Settings) {
	audience, key := newAudience(t)
	archive, err := ucan.Grant(home, audience, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("a grant has %d bytes", len(archive))
	inbox, err := ucan.OpenGrant(archive, key, depot.Deps{Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	ref, block := newBlock("to the owner of the space")
	place, err := inbox.Put(t.Context(), ref, block)
	if err != nil {
		t.Fatal(err)
	}
	got, err := fetch.New(fetch.Options{Loopback: true}).Get(t.Context(), ref.CID, depot.MaxBlock, place.Addrs)
	if err != nil || string(got) != string(block) {
		t.Errorf("fetched %q, %v", got, err)
	}
	owner := open(t, home, depot.Deps{Loopback: true})
	page, err := owner.List(t.Context(), "")
	if err != nil || len(page.Entries) != 1 || !page.Entries[0].CID.Equals(ref.CID) {
		t.Errorf("the owner sees %+v, %v", page, err)
	}
	checkNothingElse(t, archive, key, home, other, ref)
	if err := owner.Delete(t.Context(), ref); err != nil {
		t.Error(err)
	}
	if _, err := owner.Locate(t.Context(), ref); !errors.Is(err, depot.ErrNotFound) {
		t.Errorf("located after the owner removed it: %v", err)
	}
}

// checkNothingElse acts as a holder who means no good: with the key and the delegation,
// but without the checks that this program makes for itself.
func checkNothingElse(t *testing.T, archive []byte, key string, home, other depot.Settings, there depot.Ref) {
	t.Helper()
	ref, block := newBlock("where it does not belong")
	holder := open(t, holding(home, archive, key), depot.Deps{Loopback: true})
	_, listed := holder.List(t.Context(), "")
	_, located := holder.Locate(t.Context(), there)
	_, elsewhere := ucan.Elsewhere(holder, other["space"]).Put(t.Context(), ref, block)
	for what, err := range map[string]error{
		"listing": listed, "locating": located, "putting elsewhere": elsewhere, "removing": holder.Delete(t.Context(), there),
	} {
		if !errors.Is(err, depot.ErrAuth) {
			t.Errorf("%s: %v, want ErrAuth", what, err)
		}
	}
	if _, err := open(t, home, depot.Deps{Loopback: true}).Locate(t.Context(), there); err != nil {
		t.Errorf("what lies there: %v", err)
	}
	late := ended(t, home)
	if _, err := late.Put(t.Context(), ref, block); !errors.Is(err, depot.ErrAuth) {
		t.Errorf("putting after the end: %v, want ErrAuth", err)
	}
	if page, err := open(t, other, depot.Deps{Loopback: true}).List(t.Context(), ""); err != nil || len(page.Entries) > 0 {
		t.Errorf("the other space has %+v, %v", page, err)
	}
}

// ended is a holder whose grant has ended.
func ended(t *testing.T, home depot.Settings) depot.Depot {
	t.Helper()
	audience, key := newAudience(t)
	archive, err := ucan.GrantUntil(home, audience, time.Now().Add(-time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	inbox, err := ucan.OpenGrant(archive, key, depot.Deps{HTTP: &http.Client{Transport: nobody{}}, Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	ref, block := newBlock("too late")
	if _, err := inbox.Put(t.Context(), ref, block); !errors.Is(err, depot.ErrAuth) {
		t.Errorf("the program puts after the end: %v", err)
	}
	return open(t, holding(home, archive, key), depot.Deps{Loopback: true})
}

// nobody is a network on which nobody may be called.
type nobody struct{}

func (nobody) RoundTrip(*http.Request) (*http.Response, error) { panic("somebody was called") }

// holding are settings of an account that has a grant for its delegation.
func holding(home depot.Settings, archive []byte, key string) depot.Settings {
	s := maps.Clone(home)
	s["key"], s["proof"] = key, base64.StdEncoding.EncodeToString(archive)
	return s
}

func newAudience(t testing.TB) (did, key string) {
	t.Helper()
	did, key, err := ucan.NewAudience()
	if err != nil {
		t.Fatal(err)
	}
	return did, key
}

func newBlock(text string) (depot.Ref, []byte) {
	block := []byte(text + rand.Text())
	return depot.Ref{Name: depot.NewName(), CID: ipfs.CID(block)}, block
}

func TestGrantRefuses(t *testing.T) {
	home := ucantest.New(t, ucantest.Options{}).Space(t)
	audience, _ := newAudience(t)
	soon := time.Now().Add(time.Hour)
	for what, c := range map[string]struct {
		audience string
		until    time.Time
	}{
		"the past":  {audience, time.Now().Add(-time.Second)},
		"nobody":    {"", soon},
		"a service": {"did:web:example.net", soon},
		"a name":    {"did:key:zAlice", soon},
		"a novel":   {"did:key:z" + strings.Repeat("6", 1000), soon},
	} {
		if _, err := ucan.Grant(home, c.audience, c.until); !errors.Is(err, depot.ErrPermanent) {
			t.Errorf("to %s: %v", what, err)
		}
	}
}

// What comes from a stranger is refused before anybody is called.
func TestOpenGrantRefuses(t *testing.T) {
	home := ucantest.New(t, ucantest.Options{}).Space(t)
	audience, key := newAudience(t)
	_, another := newAudience(t)
	good, err := ucan.Grant(home, audience, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	everything, err := ucan.GrantOfEverything(home, audience)
	if err != nil {
		t.Fatal(err)
	}
	agents, err := base64.StdEncoding.DecodeString(delegated(t, home, false)["proof"])
	if err != nil {
		t.Fatal(err)
	}
	here := depot.Deps{HTTP: &http.Client{Transport: nobody{}}, Loopback: true}
	for what, c := range map[string]struct {
		archive []byte
		key     string
		deps    depot.Deps
	}{
		"nothing":             {nil, key, here},
		"a part":              {good[:len(good)-1], key, here},
		"too much":            {append(bytes.Clone(good), make([]byte, ucan.MaxGrant)...), key, here},
		"a huge block":        {append(bytes.Clone(good), 0xff, 0xff, 0xff, 0x0f), key, here},
		"somebody else's key": {good, another, here},
		"no key":              {good, "", here},
		"a private address":   {good, key, depot.Deps{HTTP: here.HTTP}},
		"more than to put":    {everything, key, here},
		"no grant at all":     {agents, key, here},
	} {
		if _, err := ucan.OpenGrant(c.archive, c.key, c.deps); !errors.Is(err, depot.ErrPermanent) {
			t.Errorf("%s: %v, want ErrPermanent", what, err)
		}
	}
}

// A length that is a lie costs no memory.
func TestGrantOfManyMegabytes(t *testing.T) {
	_, key := newAudience(t)
	lie := []byte{0xff, 0xff, 0xff, 0x0f, 0} // 32 MiB follow, it says
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := ucan.OpenGrant(lie, key, depot.Deps{})
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; err == nil || took > 1<<20 {
		t.Errorf("error %v, %d bytes of memory", err, took)
	}
}
