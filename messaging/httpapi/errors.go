package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"restante/messaging"
	"restante/messaging/card"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/profile"
	"restante/messaging/settings"
	"restante/node/durable"
	"restante/node/vault"
	"restante/offline/inbox"
)

// problem is an error with its status.
type problem struct {
	status int
	reason string
}

func (p *problem) Error() string { return p.reason }

func bad(reason string) error { return &problem{http.StatusBadRequest, reason} }

// statuses gives the errors of the services their meaning in HTTP. What is not
// here is ours to mend, and so 500.
var statuses = []struct {
	err    error
	status int
}{
	{chat.ErrTooLong, http.StatusBadRequest},
	{chat.ErrSubjectTooLong, http.StatusBadRequest},
	{chat.ErrNotUTF8, http.StatusBadRequest},
	{chat.ErrSelf, http.StatusBadRequest},
	{chat.ErrKeyUsed, http.StatusConflict},
	{chat.ErrNotAgain, http.StatusConflict},
	{chat.ErrNoMessage, http.StatusNotFound},
	{card.ErrLink, http.StatusBadRequest},
	{card.ErrCard, http.StatusBadRequest},
	{card.ErrLarge, http.StatusBadRequest},
	{card.ErrName, http.StatusBadRequest},
	{contact.ErrName, http.StatusBadRequest},
	{contact.ErrSelf, http.StatusBadRequest},
	{contact.ErrUnknown, http.StatusNotFound},
	{contact.ErrThemselves, http.StatusBadRequest},
	{contact.ErrBlocked, http.StatusConflict},
	{contact.ErrManyOut, http.StatusConflict},
	{contact.ErrCode, http.StatusBadRequest},
	{contact.ErrOther, http.StatusBadRequest},
	{contact.ErrOwnCode, http.StatusBadRequest},
	{contact.ErrNumber, http.StatusConflict},
	{profile.ErrFormat, http.StatusBadRequest},
	{profile.ErrTooLarge, http.StatusBadRequest},
	{profile.ErrTooManyPx, http.StatusBadRequest},
	{messaging.ErrNodeAddr, http.StatusBadRequest},
	{messaging.ErrOwnNode, http.StatusBadRequest},
	{settings.ErrHoldQuota, http.StatusBadRequest},
	{vault.ErrWrongPassphrase, http.StatusForbidden},
	{inbox.ErrTooManyNodes, http.StatusConflict},
	{inbox.ErrNoNode, http.StatusNotFound},
	{durable.ErrDiskFull, http.StatusInsufficientStorage},
	{context.Canceled, http.StatusServiceUnavailable},
	{context.DeadlineExceeded, http.StatusGatewayTimeout},
}

// explain finds the status and what to tell the caller, who is the owner and so
// may read everything.
func explain(err error) (status int, reason string) {
	var p *problem
	if errors.As(err, &p) {
		return p.status, p.reason
	}
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			return s.status, s.err.Error()
		}
	}
	for _, s := range told {
		if errors.Is(err, s.err) {
			return s.status, err.Error()
		}
	}
	if notNow(err) {
		return http.StatusConflict, err.Error()
	}
	return http.StatusInternalServerError, err.Error()
}

// failure is the body of every answer that is not 200.
type failure struct {
	Success bool   `json:"success"`
	Reason  string `json:"reason"`
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, reason := explain(err)
	reason = strings.ReplaceAll(reason, "\n", "; ") // of several errors
	if status == http.StatusInternalServerError {
		s.o.Log.Error("api: call failed", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	if err := writeJSON(w, status, failure{Reason: reason}); err != nil {
		s.o.Log.Debug("api: the caller is gone", "path", r.URL.Path, "error", err)
	}
}
