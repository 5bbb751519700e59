package ucan_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/storacha/go-ucanto/core/delegation"

	"restante/offline/provider/depot"
	"restante/offline/provider/ucan"
	"restante/offline/provider/ucan/ucantest"
)

// A grant comes from somebody who may write what they like. One that opens can only be
// for the key.
func FuzzOpenGrant(f *testing.F) {
	home, err := ucan.CreateSpace("https://up.example.net", "did:web:up.example.net")
	if err != nil {
		f.Fatal(err)
	}
	audience, key := newAudience(f)
	archive, err := ucan.Grant(home, audience, time.Now().Add(time.Hour))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(archive)
	f.Add(archive[:len(archive)/2])
	f.Add(tokenOf(f, archive))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, archive := range [][]byte{b, ucan.Archive(b)} {
			inbox, err := ucan.OpenGrant(archive, key, depot.Deps{})
			if err == nil && len(archive) > ucan.MaxGrant {
				t.Fatalf("%d bytes were opened, until %v", len(archive), inbox.Until())
			}
			if err != nil && !depot.Known(err) {
				t.Fatalf("%v is no error of a depot", err)
			}
		}
	})
}

// tokenOf is the token in an archive, without its frame.
func tokenOf(f *testing.F, archive []byte) []byte {
	token, err := delegation.Extract(archive)
	if err != nil {
		f.Fatal(err)
	}
	return token.Root().Bytes()
}

// A service's answers are read without harm, whatever they are.
func FuzzDecode(f *testing.F) {
	for _, b := range recorded(f) {
		f.Add(b)
		for _, block := range ucan.Blocks(b) {
			f.Add(block)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ucan.Decode(b)
		ucan.Decode(ucan.AnswerOf(b))
		if ucan.Decode(ucan.AnswerAbout(b)) != 1 {
			t.Fatal("the frame around what is fuzzed is broken")
		}
	})
}

// recorded are the answers that a service gives when a block is put.
func recorded(f *testing.F) [][]byte {
	rec := &recorder{}
	d := open(f, ucantest.New(f, ucantest.Options{}).Space(f), depot.Deps{HTTP: &http.Client{Transport: rec}, Loopback: true})
	ref, block := newBlock("block")
	for range 2 {
		if _, err := d.Put(f.Context(), ref, block); err != nil {
			f.Fatal(err)
		}
	}
	if _, err := d.List(f.Context(), ""); err != nil {
		f.Fatal(err)
	}
	return rec.answers
}

// recorder keeps the answers that pass.
type recorder struct{ answers [][]byte }

func (r *recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	answer, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	r.answers = append(r.answers, b)
	answer.Body = io.NopCloser(bytes.NewReader(b))
	return answer, err
}
