package fetch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
)

// one asks one address.
func (c *Client) one(ctx context.Context, u *url.URL, want ipfs.Digest, limit int) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, errAddr("is malformed")
	}
	r.Header.Set("User-Agent", agent)
	r.Header.Set("Accept-Encoding", "identity")
	answer, err := c.http.Do(r)
	if err != nil {
		return nil, unanswered(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w (%d)", refused(answer), answer.StatusCode)
	}
	return read(answer, want, limit)
}

// unanswered tells an address that must not be asked from one that did not answer.
func unanswered(err error) error {
	if errors.Is(err, depot.ErrPermanent) {
		var call *url.Error
		if errors.As(err, &call) {
			err = call.Err
		}
		return err
	}
	return depot.Unanswered(err)
}

// refused is what an answer means to somebody who has no account: an address that
// has expired is refused, not unknown.
func refused(answer *http.Response) error {
	err := depot.Answered(answer.StatusCode, answer.Header)
	switch {
	case err == nil: // a success other than the block
		return depot.ErrPermanent
	case errors.Is(err, depot.ErrAuth):
		return depot.ErrNotFound
	}
	return err
}

// read takes the block out of an answer, and nothing else.
func read(answer *http.Response, want ipfs.Digest, limit int) ([]byte, error) {
	if answer.ContentLength > int64(limit) {
		return nil, errAnswer("is too large")
	}
	block, err := io.ReadAll(io.LimitReader(answer.Body, int64(limit)+1))
	switch {
	case err != nil:
		return nil, depot.Unanswered(err)
	case len(block) > limit:
		return nil, errAnswer("is too large")
	case sha256.Sum256(block) != want:
		return nil, errAnswer("is not the block")
	}
	return block, nil
}

func errAnswer(why string) error { return fmt.Errorf("%w: the answer %s", depot.ErrPermanent, why) }
