package s3

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"

	"restante/offline/provider/depot"
	"restante/offline/provider/fetch"
)

// Open reads the settings; nobody is called.
func Open(s depot.Settings, d depot.Deps) (depot.Depot, error) {
	for _, f := range fields {
		if !f.Optional && len(f.Choices) == 0 && s[f.Name] == "" {
			return nil, bad("the field %s is empty", f.Name)
		}
	}
	base, err := baseURL(s[endpoint], d.Loopback)
	if err != nil {
		return nil, err
	}
	if err := s3utils.CheckValidBucketNameStrict(s[bucket]); err != nil {
		return nil, bad("%v", err)
	}
	api, err := minio.NewCore(base.Host, &minio.Options{
		Creds:      credentials.NewStaticV4(s[accessKey], s[secretKey], ""),
		Secure:     base.Scheme == "https",
		Region:     cmp.Or(s[region], s3utils.GetRegionFromURL(*base), "us-east-1"),
		Transport:  transport{d.Transport()},
		MaxRetries: 1,
	})
	if err != nil {
		return nil, bad("%v", err)
	}
	return checked(s, d.Loopback, &Depot{api: api, bucket: s[bucket], limits: limits, page: depot.MaxPage})
}

// checked completes a depot, and refuses one whose addresses nobody could use.
func checked(s depot.Settings, loopback bool, d *Depot) (depot.Depot, error) {
	var err error
	if d.prefix, err = folder(s[prefix]); err != nil {
		return nil, err
	}
	switch cmp.Or(s[addresses], presigned) {
	case presigned:
	case public:
		d.limits.AddrsLast = 0
		if d.public, err = d.publicBase(s[publicURL]); err != nil {
			return nil, err
		}
	default:
		return nil, bad("addresses are %s or %s", presigned, public)
	}
	sample, err := d.place(context.Background(), depot.NewName())
	if err == nil {
		_, err = fetch.Parse(sample.Addrs[0], loopback)
	}
	if err != nil {
		return nil, fmt.Errorf("recipients could not fetch: %w", err)
	}
	return d, nil
}

// baseURL reads an endpoint, with or without its https.
func baseURL(text string, loopback bool) (*url.URL, error) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := fetch.Parse(strings.TrimSuffix(text, "/"), loopback)
	if err != nil {
		return nil, fmt.Errorf("the endpoint: %w", err)
	}
	if u.Path != "" || u.RawQuery != "" {
		return nil, bad("the endpoint has more than a host; the bucket has its own field")
	}
	return u, nil
}

// folder reads a prefix: folders with a slash after each.
func folder(text string) (string, error) {
	text = strings.Trim(text, "/")
	if text == "" {
		return "", nil
	}
	for part := range strings.SplitSeq(text, "/") {
		if part == "" || part == "." || part == ".." || part != url.PathEscape(part) {
			return "", bad("the folder is of letters, digits, '-', '_' and '/'")
		}
	}
	return text + "/", nil
}

// publicBase is what comes before the object's name in a public address.
func (d *Depot) publicBase(text string) (string, error) {
	if text != "" {
		return strings.TrimSuffix(text, "/") + "/", nil
	}
	signed, err := d.api.PresignedGetObject(context.Background(), d.bucket, "x", week, nil)
	if err != nil {
		return "", bad("%v", err)
	}
	signed.RawQuery = ""
	return strings.TrimSuffix(signed.String(), "x"), nil
}

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", depot.ErrPermanent, depot.Clip(fmt.Sprintf(format, args...)))
}
