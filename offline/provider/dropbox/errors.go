package dropbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"restante/offline/provider/depot"
)

// conflict is Dropbox's no to a call that it has understood.
type conflict struct {
	tags  []string // from the outermost: path, not_found
	class error
}

func (c *conflict) Error() string { return c.class.Error() + ": " + strings.Join(c.tags, "/") }
func (c *conflict) Unwrap() error { return c.class }

// conflicting reads a 409.
func conflicting(words string, h http.Header) error {
	var body struct {
		Error json.RawMessage `json:"error"`
	}
	if err := json.Unmarshal([]byte(words), &body); err != nil {
		return says(depot.ErrTransient, "a conflict without words")
	}
	c := &conflict{tags: tags(body.Error)}
	switch last := c.tags[len(c.tags)-1]; {
	case strings.HasSuffix(last, "insufficient_space"), last == "upload_traffic_limit_reached":
		c.class = depot.ErrQuota
	case last == "not_found":
		c.class = depot.ErrNotFound
	case last == "too_many_write_operations":
		c.class = &depot.RateLimited{After: depot.RetryAfter(h)}
	case slices.Contains([]string{"", "other", "content_hash_mismatch", "operation_suppressed", "locked", "reset"}, last):
		c.class = depot.ErrTransient
	default:
		c.class = depot.ErrPermanent
	}
	return c
}

// tags follows an error of Dropbox to the innermost word: {".tag": "path", "path":
// {".tag": "not_found"}}. Where the outer one is a struct, the inner one is its reason.
func tags(raw json.RawMessage) (all []string) {
	for range 4 {
		var tag struct {
			Tag string `json:".tag"`
		}
		var inside map[string]json.RawMessage
		if json.Unmarshal(raw, &tag) != nil || json.Unmarshal(raw, &inside) != nil {
			break
		}
		all = append(all, depot.Clip(tag.Tag))
		if raw = inside[tag.Tag]; raw == nil {
			raw = inside["reason"]
		}
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all
}

// tagged reports whether an error is a conflict of this kind.
func tagged(err error, tag string) bool {
	var c *conflict
	return errors.As(err, &c) && c.tags[0] == tag
}

func gone(err error) bool { return errors.Is(err, depot.ErrNotFound) }

// summary is the short text of an answer, whatever it is made of.
func summary(words string) string {
	var body struct {
		Summary string `json:"error_summary"`
	}
	if json.Unmarshal([]byte(words), &body) == nil && body.Summary != "" {
		return body.Summary
	}
	return words
}

// says is an error with the provider's words.
func says(class error, words string) error {
	if words = depot.Clip(words); words == "" {
		return class
	}
	return fmt.Errorf("%w: %s", class, words)
}

// status is what an answer without such words means. Dropbox has no redirects, one
// success, and says of a missing file in other ways: the rest is somebody between.
func status(code int, h http.Header) error {
	class := depot.Answered(code, h)
	if class == nil || code/100 == 3 || errors.Is(class, depot.ErrNotFound) {
		return depot.ErrTransient
	}
	return class
}

// known makes an error of the depot of whatever the SDK returned, without addresses.
func known(err error) error {
	var call *url.Error
	if errors.As(err, &call) {
		err = call.Err
	}
	switch {
	case err == nil, depot.Known(err):
		return err
	case call != nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return depot.Unanswered(err)
	}
	return fmt.Errorf("%w: the answer is cut short or makes no sense", depot.ErrTransient)
}

// hide takes secrets out of what a provider says.
func hide(words string, secrets ...string) string {
	for _, s := range secrets {
		if s != "" {
			words = strings.ReplaceAll(words, s, "…")
		}
	}
	return words
}
