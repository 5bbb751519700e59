package s3

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"golang.org/x/sync/errgroup"

	"restante/offline/provider/depot"
)

const envelopes = 1000

// BenchmarkPut puts 1,000 envelopes of 8 KiB, in turns with minio-go alone, both with
// as many at a time as the limits allow.
func BenchmarkPut(b *testing.B) {
	s, _ := server(b)
	benchmarkPut(b, s)
}

func benchmarkPut(b *testing.B, s depot.Settings) {
	d, bare := open(b, s, depot.Deps{Loopback: true}), alone(b, s)
	var ours, least time.Duration
	for i := 0; b.Loop(); i++ {
		refs, blocks := envelopesOf(envelopes)
		put := func() {
			ours += all(b, refs, func(ctx context.Context, i int) error { _, err := d.Put(ctx, refs[i], blocks[i]); return err })
		}
		raw := func() {
			least += all(b, refs, func(ctx context.Context, i int) error { return bare(ctx, "bare-"+refs[i].Name, blocks[i]) })
		}
		if i%2 == 0 {
			put()
			raw()
		} else {
			raw()
			put()
		}
		remove(b, d, refs)
	}
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "put-ms")
	b.ReportMetric(float64(least.Milliseconds())/float64(b.N), "minio-ms")
	b.ReportMetric(float64(ours)/float64(least), "ratio")
	b.ReportMetric(0, "ns/op")
}

func envelopesOf(n int) (refs []depot.Ref, blocks [][]byte) {
	for range n {
		r, block := newBlock()
		refs, blocks = append(refs, r), append(blocks, block)
	}
	return refs, blocks
}

// alone is minio-go as its manual uses it.
func alone(b *testing.B, s depot.Settings) func(ctx context.Context, name string, block []byte) error {
	base, err := baseURL(s[endpoint], true)
	if err != nil {
		b.Fatal(err)
	}
	c, err := minio.New(base.Host, &minio.Options{
		Creds: credentials.NewStaticV4(s[accessKey], s[secretKey], ""), Region: "us-east-1",
	})
	if err != nil {
		b.Fatal(err)
	}
	return func(ctx context.Context, name string, block []byte) error {
		_, err := c.PutObject(ctx, s[bucket], name, bytes.NewReader(block), int64(len(block)), minio.PutObjectOptions{})
		return err
	}
}

// all does something for each envelope, several at a time, and says how long it took.
func all(b *testing.B, refs []depot.Ref, do func(ctx context.Context, i int) error) time.Duration {
	start := time.Now()
	g, ctx := errgroup.WithContext(b.Context())
	g.SetLimit(limits.Writers)
	for i := range refs {
		g.Go(func() error { return do(ctx, i) })
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// remove clears up, outside of what is measured.
func remove(b *testing.B, d *Depot, refs []depot.Ref) {
	all(b, refs, func(ctx context.Context, i int) error { return d.Delete(ctx, refs[i]) })
	all(b, refs, func(ctx context.Context, i int) error {
		return d.api.RemoveObject(ctx, d.bucket, "bare-"+refs[i].Name, minio.RemoveObjectOptions{})
	})
}
