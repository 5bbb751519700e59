package s3

import (
	"bytes"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/minio/minio-go/v7"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
)

// minio-go waits this long after a call that it will not repeat.
func init() { minio.DefaultRetryUnit = time.Millisecond }

const secret = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY"

// server is an S3 service in this process, with a bucket.
func server(t testing.TB) (depot.Settings, gofakes3.Backend) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("mail"); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(s.Close)
	return depot.Settings{
		endpoint: s.URL, bucket: "mail", accessKey: "AKIAEXAMPLE", secretKey: secret, prefix: "waiting/here",
	}, backend
}

func open(t testing.TB, s depot.Settings, d depot.Deps) *Depot {
	t.Helper()
	opened, err := Open(s, d)
	if err != nil {
		t.Fatal(err)
	}
	return opened.(*Depot)
}

// strangers put things of their own beside our blocks.
func strangers(t testing.TB, s depot.Settings) depottest.Option {
	d := open(t, s, depot.Deps{Loopback: true})
	return depottest.Strangers(func(t testing.TB, name string) {
		_, err := d.api.Client.PutObject(t.Context(), d.bucket, d.prefix+name, bytes.NewReader([]byte("theirs")), 6, minio.PutObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
	}, func(t testing.TB, name string) bool {
		_, err := d.api.StatObject(t.Context(), d.bucket, d.prefix+name, minio.StatObjectOptions{})
		return err == nil
	})
}

func TestDepot(t *testing.T) {
	for _, way := range fields[6].Choices {
		t.Run(way, func(t *testing.T) {
			s, _ := server(t)
			s[addresses] = way
			depottest.Run(t, func(t testing.TB, deps depot.Deps) depot.Depot {
				d := open(t, s, deps)
				d.page = 5
				return d
			}, depottest.Pages(5), depottest.Secrets(secret), strangers(t, s), depottest.Faults(codes()...))
		})
	}
}

// TestPutHeaders: the service is told how long the block is and what its digest is, in
// the open or not, and nothing about this computer.
func TestPutHeaders(t *testing.T) {
	for name, start := range map[string]func(http.Handler) *httptest.Server{
		"http": httptest.NewServer, "https": httptest.NewTLSServer,
	} {
		r, block := newBlock()
		digest, err := ipfs.DigestOf(r.CID)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		s := start(http.HandlerFunc(func(w http.ResponseWriter, got *http.Request) {
			seen++
			if h := got.Header; h.Get("X-Amz-Content-Sha256") != hex.EncodeToString(digest[:]) || h.Get("User-Agent") != agent {
				t.Errorf("%s: the headers %v", name, h)
			}
			if got.ContentLength != int64(len(block)) || got.Method != http.MethodPut {
				t.Errorf("%s: %s of %d bytes", name, got.Method, got.ContentLength)
			}
			w.Header().Set("ETag", `"etag"`)
		}))
		t.Cleanup(s.Close)
		d := open(t, amazon(depot.Settings{endpoint: s.URL}), depot.Deps{Loopback: true, HTTP: s.Client()})
		if _, err := d.Put(t.Context(), r, block); err != nil || seen != 1 {
			t.Errorf("%s: %v after %d calls", name, err, seen)
		}
	}
}
