package ucan

import (
	"fmt"

	"github.com/ipld/go-ipld-prime/datamodel"

	"restante/offline/provider/depot"
)

// refusals are what the names of the protocol's failures mean. Every other one is
// taken for a moment of weakness: a call that is done again does no harm.
var refusals = map[string]error{
	"Unauthorized":                    depot.ErrAuth,
	"InsufficientStorage":             depot.ErrQuota,
	"BlobNotFound":                    depot.ErrNotFound,
	"EntryNotFound":                   depot.ErrNotFound,
	"BlobSizeOutsideOfSupportedRange": depot.ErrPermanent,
	"HandlerNotFoundError":            depot.ErrPermanent,
	"HandlerNotFound":                 depot.ErrPermanent,
	"InvalidAudience":                 depot.ErrPermanent,
	"InvocationCapabilityError":       depot.ErrPermanent,
}

// refusal is the error of a call that failed.
func refusal(n datamodel.Node) error {
	name := text(n, "name")
	what := refusals[name]
	if what == nil {
		what = depot.ErrTransient
	}
	return fmt.Errorf("%w: %s", what, depot.Clip(name+" "+text(n, "message")))
}
