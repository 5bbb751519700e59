//go:build interop

package s3

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/fetch"
)

// versity is a new bucket of the server that scripts/interop.sh starts.
func versity(t testing.TB) (depot.Settings, *Depot) {
	t.Helper()
	s := depot.Settings{
		endpoint: os.Getenv("RESTANTE_INTEROP_S3"), bucket: depot.NewName(),
		accessKey: os.Getenv("RESTANTE_INTEROP_S3_KEY"), secretKey: os.Getenv("RESTANTE_INTEROP_S3_SECRET"),
		prefix: "waiting/here",
	}
	if s[endpoint] == "" {
		t.Fatal("RESTANTE_INTEROP_S3 is not set: run scripts/interop.sh")
	}
	d := open(t, s, depot.Deps{Loopback: true})
	if err := d.api.MakeBucket(t.Context(), s[bucket], minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	return s, d
}

func TestInterop(t *testing.T) {
	for _, way := range []string{presigned, public} {
		t.Run(way, func(t *testing.T) {
			s, d := versity(t)
			s[addresses] = way
			if way == public {
				everybodyReads(t, d)
			}
			depottest.Run(t, func(t testing.TB, deps depot.Deps) depot.Depot {
				d := open(t, s, deps)
				d.page = 5
				return d
			}, depottest.Pages(5), depottest.Secrets(s[secretKey]), strangers(t, s), depottest.Faults(codes()...))
		})
	}
}

// everybodyReads lets everybody read the objects under the prefix, and list none.
func everybodyReads(t *testing.T, d *Depot) {
	t.Helper()
	err := d.api.SetBucketPolicy(t.Context(), d.bucket, fmt.Sprintf(`{"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/%s*"}]}`, d.bucket, d.prefix))
	if err != nil {
		t.Fatal(err)
	}
}

// TestInteropClosed: a public address of a bucket that is closed gives nothing.
func TestInteropClosed(t *testing.T) {
	s, _ := versity(t)
	s[addresses] = public
	d := open(t, s, depot.Deps{Loopback: true})
	r, block := newBlock()
	place, err := d.Put(t.Context(), r, block)
	if err != nil {
		t.Fatal(err)
	}
	got, err := fetch.New(fetch.Options{Loopback: true}).Get(t.Context(), r.CID, depot.MaxBlock, place.Addrs)
	if !errors.Is(err, depot.ErrNotFound) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// TestInteropExpired: to a recipient, a block whose address has ended is not there.
func TestInteropExpired(t *testing.T) {
	_, d := versity(t)
	r, block := newBlock()
	if _, err := d.Put(t.Context(), r, block); err != nil {
		t.Fatal(err)
	}
	u, err := d.api.PresignedGetObject(t.Context(), d.bucket, d.prefix+r.Name, time.Second, nil)
	if err != nil {
		t.Fatal(err)
	}
	<-time.After(2500 * time.Millisecond) // the server's own clock decides
	_, err = fetch.New(fetch.Options{Loopback: true}).Get(t.Context(), r.CID, depot.MaxBlock, []string{u.String()})
	if !errors.Is(err, depot.ErrNotFound) {
		t.Errorf("%v, want ErrNotFound", err)
	}
}

// TestInteropRefusals: what a real server says of wrong keys and a missing bucket.
func TestInteropRefusals(t *testing.T) {
	s, _ := versity(t)
	for what, c := range map[string]struct {
		differ depot.Settings
		want   error
	}{
		"another secret": {depot.Settings{secretKey: "wrong"}, depot.ErrAuth},
		"another key":    {depot.Settings{accessKey: "wrong"}, depot.ErrAuth},
		"another bucket": {depot.Settings{bucket: "elsewhere"}, depot.ErrPermanent},
		"another region": {depot.Settings{region: "eu-central-1"}, depot.ErrPermanent},
	} {
		differ := maps.Clone(s)
		maps.Copy(differ, c.differ)
		d := open(t, differ, depot.Deps{Loopback: true})
		r, block := newBlock()
		_, putting := d.Put(t.Context(), r, block)
		_, listing := d.List(t.Context(), "")
		for doing, err := range map[string]error{"putting": putting, "listing": listing, "deleting": d.Delete(t.Context(), r)} {
			if !errors.Is(err, c.want) {
				t.Errorf("%s, %s: %v, want %v", what, doing, err, c.want)
			}
		}
	}
}

// TestInteropBucketIsGone: a block in a bucket that was deleted is not merely missing.
func TestInteropBucketIsGone(t *testing.T) {
	s, d := versity(t)
	if err := d.api.RemoveBucket(t.Context(), s[bucket]); err != nil {
		t.Fatal(err)
	}
	r, _ := newBlock()
	if _, err := d.Locate(t.Context(), r); !errors.Is(err, depot.ErrPermanent) {
		t.Errorf("locating: %v, want ErrPermanent", err)
	}
}

func BenchmarkInteropPut(b *testing.B) {
	s, _ := versity(b)
	benchmarkPut(b, s)
}
