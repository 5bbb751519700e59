package pinning

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"

	"restante/offline/provider/depot"
)

// failure is what an answer means that the client took for an error.
func failure(answer *http.Response, err error) error {
	if err == nil {
		return nil
	}
	if answer == nil {
		return depot.Unanswered(err)
	}
	what := depot.Answered(answer.StatusCode, answer.Header)
	reason, details := words(err)
	switch {
	case what == nil: // a success that nobody can read
		what = depot.ErrTransient
	case answer.StatusCode == http.StatusConflict, isQuota(reason):
		what = depot.ErrQuota
	}
	return fmt.Errorf("%w: %s", what, depot.Clip(fmt.Sprintf("%d %s %s", answer.StatusCode, reason, details)))
}

// words are the service's own about an error, or the client's.
func words(err error) (reason, details string) {
	var refusal openapi.GenericOpenAPIError
	if errors.As(err, &refusal) {
		if f, ok := refusal.Model().(openapi.Failure); ok {
			return f.Error.Reason, f.Error.GetDetails()
		}
	}
	return "", err.Error()
}

// isQuota reports whether a reason says that the account is full. The API names
// INSUFFICIENT_FUNDS, with status 409; services have others of their own.
func isQuota(reason string) bool {
	return strings.HasPrefix(reason, "INSUFFICIENT_") || strings.Contains(reason, "QUOTA")
}

// atRoot is failure for calls that name no pin: where they lead nowhere, the
// service's address is wrong.
func atRoot(answer *http.Response, err error) error {
	err = failure(answer, err)
	if errors.Is(err, depot.ErrNotFound) {
		return fmt.Errorf("%w: there is no pinning service at this address", depot.ErrPermanent)
	}
	return err
}
