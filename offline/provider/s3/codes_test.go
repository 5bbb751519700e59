package s3

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"

	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
)

// spoken are the operations whose answer has a body; that to a HEAD has none.
var spoken = []string{"put", "delete", "list", "usage"}

// codes are what S3 says in its own words.
func codes() []depottest.Fault {
	pause := http.Header{"Retry-After": {"7"}}
	return []depottest.Fault{
		{Name: "an empty success", Do: depottest.Answer(200, nil, ""), Want: []error{depot.ErrTransient}},
		says(depottest.Full, 403, "QuotaExceeded", nil, depot.ErrQuota),
		says("the disk is full", 507, "XMinioStorageFull", nil, depot.ErrQuota),
		says(depottest.Expired, 400, "ExpiredToken", nil, depot.ErrAuth),
		says("wrong keys", 403, "SignatureDoesNotMatch", nil, depot.ErrAuth),
		says("unknown key", 403, "InvalidAccessKeyId", nil, depot.ErrAuth),
		says("slow down", 503, "SlowDown", nil, &depot.RateLimited{}),
		says("slow down, with a pause", 503, "SlowDown", pause, &depot.RateLimited{After: 7 * time.Second}),
		says("no bucket", 404, "NoSuchBucket", nil, depot.ErrNoPlace),
		says("wrong region", 400, "AuthorizationHeaderMalformed", nil, depot.ErrPermanent),
		says("wrong clock", 403, "RequestTimeTooSkewed", nil, depot.ErrTransient),
		says("altered on the way", 400, "XAmzContentSHA256Mismatch", nil, depot.ErrTransient),
		says("an error of its own", 500, "InternalError", nil, depot.ErrTransient),
		says("an unknown key, at versitygw", 404, "XAdminUserNotFound", nil, depot.ErrAuth),
		says("something else is missing", 404, "NoSuchThing", nil, depot.ErrPermanent),
		says("an unknown code", 418, "Teapot", nil, depot.ErrPermanent),
	}
}

func says(name string, status int, code string, h http.Header, want error) depottest.Fault {
	body := fmt.Sprintf(`<?xml version="1.0"?><Error><Code>%s</Code><Message>said</Message><Secret>%s</Secret></Error>`, code, secret)
	return depottest.Fault{
		Name: name, Do: depottest.Answer(status, h, body), Want: []error{want}, Only: spoken,
	}
}

// TestBucketIsGone: whatever is done, a person is needed. A block that was in the
// bucket is not merely missing: putting it again would not help.
func TestBucketIsGone(t *testing.T) {
	s, backend := server(t)
	d := open(t, s, depot.Deps{Loopback: true})
	r, block := newBlock()
	if _, err := d.Put(t.Context(), r, block); err != nil {
		t.Fatal(err)
	}
	if err := backend.ForceDeleteBucket("mail"); err != nil {
		t.Fatal(err)
	}
	_, putting := d.Put(t.Context(), r, block)
	_, locating := d.Locate(t.Context(), r)
	_, listing := d.List(t.Context(), "")
	_, using := d.Usage(t.Context())
	deleting := d.Delete(t.Context(), r)
	for doing, err := range map[string]error{
		"putting": putting, "locating": locating, "listing": listing, "using": using, "deleting": deleting,
	} {
		if got := depot.Advice(err); got != depot.Advice(depot.ErrNoPlace) {
			t.Errorf("%s: %v, advice %q", doing, err, got)
		}
	}
	if has(t, backend, "mail") {
		t.Error("the bucket was created again")
	}
}

func has(t *testing.T, b gofakes3.Backend, name string) bool {
	t.Helper()
	there, err := b.BucketExists(name)
	if err != nil {
		t.Fatal(err)
	}
	return there
}
