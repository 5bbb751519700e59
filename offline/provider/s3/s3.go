package s3

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

// skew is by how much a recipient's or the service's clock may differ.
const skew = time.Minute

// maxUsage is how many pages are added up for the usage.
const maxUsage = 100

// Depot is one bucket, or a folder in it.
type Depot struct {
	api    *minio.Core
	bucket string
	prefix string
	public string // what comes before the name in an address; "": they are presigned
	limits depot.Limits
	page   int
}

var _ depot.Depot = (*Depot)(nil)

func (d *Depot) Limits() depot.Limits { return d.limits }

// Put writes an object in one call, over what has its name. The service compares the
// bytes with their digest.
func (d *Depot) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	if err := d.limits.Check(r, block); err != nil {
		return depot.Place{}, err
	}
	digest, err := ipfs.DigestOf(r.CID)
	if err != nil {
		return depot.Place{}, bad("%v", err)
	}
	c := begin(ctx)
	done, err := d.api.PutObject(c, d.bucket, d.prefix+r.Name, bytes.NewReader(block), int64(len(block)),
		"", hex.EncodeToString(digest[:]), minio.PutObjectOptions{DisableContentSha256: true})
	if err == nil && done.ETag == "" {
		err = errNoS3
	}
	if err != nil {
		return depot.Place{}, c.typed(err)
	}
	return d.place(ctx, r.Name)
}

// Locate asks whether the object is there before it gives an address.
func (d *Depot) Locate(ctx context.Context, r depot.Ref) (depot.Place, error) {
	c := begin(ctx)
	_, err := d.api.StatObject(c, d.bucket, d.prefix+r.Name, minio.StatObjectOptions{})
	if err = c.typed(err); errors.Is(err, depot.ErrNotFound) {
		err = d.missing(ctx, err)
	}
	if err != nil {
		return depot.Place{}, err
	}
	return d.place(ctx, r.Name)
}

// missing is the error for an object that is not there: the answer to a HEAD does
// not say whether its bucket is.
func (d *Depot) missing(ctx context.Context, notFound error) error {
	c := begin(ctx)
	there, err := d.api.BucketExists(c, d.bucket)
	switch {
	case err != nil:
		return c.typed(err)
	case !there:
		return fmt.Errorf("%w: there is no bucket %s", depot.ErrNoPlace, d.bucket)
	}
	return notFound
}

// place is where an object is had; no call is made.
func (d *Depot) place(ctx context.Context, name string) (depot.Place, error) {
	if d.public != "" {
		return depot.Place{Addrs: []string{d.public + d.prefix + name}}, nil
	}
	until := time.Now().Add(week - skew)
	u, err := d.api.PresignedGetObject(ctx, d.bucket, d.prefix+name, week, nil)
	if err != nil {
		return depot.Place{}, bad("%v", err)
	}
	return depot.Place{Addrs: []string{u.String()}, Until: until}, nil
}

func (d *Depot) Delete(ctx context.Context, r depot.Ref) error {
	if !depot.IsName(r.Name) {
		return bad("%q is no name of a block", r.Name)
	}
	c := begin(ctx)
	err := c.typed(d.api.RemoveObject(c, d.bucket, d.prefix+r.Name, minio.RemoveObjectOptions{}))
	if errors.Is(err, depot.ErrNotFound) {
		return nil
	}
	return err
}

// List goes on after the last name of the page before.
func (d *Depot) List(ctx context.Context, cursor string) (depot.Page, error) {
	c, stop := begin(ctx).cancelable()
	defer stop()
	var page depot.Page
	seen := 0
	for o := range d.api.ListObjectsIter(c, d.bucket, minio.ListObjectsOptions{
		Prefix: d.prefix, StartAfter: cursor, MaxKeys: d.page,
	}) {
		if o.Err != nil {
			return depot.Page{}, c.typed(o.Err)
		}
		if e, ours := d.entry(o); ours {
			page.Entries = append(page.Entries, e)
		}
		if seen++; seen == d.page {
			page.Next = o.Key
			break
		}
	}
	return page, c.typed(ctx.Err()) // an ended context ends the loop without an error
}

// entry is an object that may be one of our blocks.
func (d *Depot) entry(o minio.ObjectInfo) (depot.Entry, bool) {
	name := strings.TrimPrefix(o.Key, d.prefix)
	return depot.Entry{Ref: depot.Ref{Name: name}, Size: o.Size, Stored: o.LastModified}, depot.IsName(name)
}

// Usage adds up our blocks, since S3 tells nobody how full a bucket is; it is at
// least so much if there are more than maxUsage pages.
func (d *Depot) Usage(ctx context.Context) (depot.Usage, error) {
	var u depot.Usage
	cursor := ""
	for range maxUsage {
		page, err := d.List(ctx, cursor)
		if err != nil {
			return depot.Usage{}, err
		}
		for _, e := range page.Entries {
			u.Used += e.Size
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	return u, nil
}
