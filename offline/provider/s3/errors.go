package s3

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"

	"restante/offline/provider/depot"
)

// errNoS3 is something that answers in the place of a service.
var errNoS3 = errors.New("what answers there does not speak S3")

// kinds says what is to be done about the codes of S3 and of those who imitate it;
// where a code is missing, the status of the answer says it.
var kinds = map[string]error{
	"AccessDenied":          depot.ErrAuth,
	"AccountProblem":        depot.ErrAuth,
	"AllAccessDisabled":     depot.ErrAuth,
	"ExpiredToken":          depot.ErrAuth,
	"InvalidAccessKeyId":    depot.ErrAuth,
	"InvalidSecurity":       depot.ErrAuth,
	"InvalidToken":          depot.ErrAuth,
	"NotSignedUp":           depot.ErrAuth,
	"SignatureDoesNotMatch": depot.ErrAuth,
	"Unauthorized":          depot.ErrAuth,
	"XAdminUserNotFound":    depot.ErrAuth, // versitygw

	"InsufficientStorage":            depot.ErrQuota,
	"QuotaExceeded":                  depot.ErrQuota,
	"StorageFull":                    depot.ErrQuota,
	"XMinioAdminBucketQuotaExceeded": depot.ErrQuota,
	"XMinioStorageFull":              depot.ErrQuota,

	"NoSuchKey":     depot.ErrNotFound,
	"NoSuchVersion": depot.ErrNotFound,

	"AuthorizationHeaderMalformed": depot.ErrPermanent, // the region is wrong
	"InvalidBucketName":            depot.ErrPermanent,
	"InvalidRegion":                depot.ErrPermanent,
	"NoSuchBucket":                 depot.ErrNoPlace,
	"PermanentRedirect":            depot.ErrPermanent,

	"BadDigest":                 depot.ErrTransient, // altered on the way
	"IncompleteBody":            depot.ErrTransient,
	"InternalError":             depot.ErrTransient,
	"OperationAborted":          depot.ErrTransient,
	"RequestTimeTooSkewed":      depot.ErrTransient, // until somebody sets the clock
	"RequestTimeout":            depot.ErrTransient,
	"XAmzContentSHA256Mismatch": depot.ErrTransient,
}

// slow are the codes that ask for a pause.
var slow = map[string]bool{
	"RequestLimitExceeded": true,
	"RequestThrottled":     true,
	"SlowDown":             true,
	"SlowDownRead":         true,
	"SlowDownWrite":        true,
	"Throttling":           true,
	"ThrottlingException":  true,
	"TooManyRequests":      true,
}

// call is the context of one operation. The pause that an answer asks for comes back
// by it, since minio-go does not tell.
type call struct {
	context.Context
	after *time.Duration
}

type pauseKey struct{}

func begin(ctx context.Context) call {
	after := new(time.Duration)
	return call{context.WithValue(ctx, pauseKey{}, after), after}
}

// cancelable ends what goes on behind a loop that was left.
func (c call) cancelable() (call, context.CancelFunc) {
	ctx, stop := context.WithCancel(c.Context)
	return call{ctx, c.after}, stop
}

// typed is an error of minio-go as one of package depot.
func (c call) typed(err error) error {
	var said minio.ErrorResponse
	switch {
	case err == nil:
		return nil
	case c.Err() != nil:
		return depot.Unanswered(c.Err())
	case !errors.As(err, &said):
		return depot.Unanswered(err)
	}
	return fmt.Errorf("%w: %s", c.kind(said), depot.Clip(said.Error()))
}

func (c call) kind(said minio.ErrorResponse) error {
	if slow[said.Code] || said.StatusCode == http.StatusTooManyRequests {
		return &depot.RateLimited{After: *c.after}
	}
	if kind := kinds[said.Code]; kind != nil {
		return kind
	}
	if said.StatusCode == 0 || said.StatusCode/100 == 2 {
		return depot.ErrTransient // nothing that S3 says
	}
	if kind := depot.Answered(said.StatusCode, nil); kind != depot.ErrNotFound {
		return kind
	}
	return depot.ErrNoPlace // something is not there, and it is not the object
}
