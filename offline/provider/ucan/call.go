package ucan

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/storacha/go-ucanto/core/car"
	"github.com/storacha/go-ucanto/core/delegation"
	"github.com/storacha/go-ucanto/core/invocation"
	"github.com/storacha/go-ucanto/core/ipld"
	"github.com/storacha/go-ucanto/core/message"
	"github.com/storacha/go-ucanto/core/receipt"
	"github.com/storacha/go-ucanto/core/result"
	"github.com/storacha/go-ucanto/ucan"

	"restante/offline/provider/depot"
)

const (
	maxAnswer = 4 << 20
	callLasts = 10 * time.Minute // that clocks may differ
)

// call invokes an ability in the space.
func (a *account) call(ctx context.Context, ability ucan.Ability, nb datamodel.Node) (datamodel.Node, receipt.AnyReceipt, error) {
	var proof []delegation.Proof
	if a.proof != nil {
		proof = append(proof, delegation.FromDelegation(a.proof))
	}
	call, err := a.invoke(ability, a.space.String(), nb, delegation.WithProof(proof...))
	if err != nil {
		return nil, nil, err
	}
	r, err := a.send(ctx, call)
	if err != nil {
		return nil, nil, err
	}
	ok, err := outcome(r)
	return ok, r, err
}

// invoke signs a call, which is valid for a short while and once.
func (a *account) invoke(ability ucan.Ability, with ucan.Resource, nb datamodel.Node, o ...delegation.Option) (invocation.Invocation, error) {
	o = append(o, delegation.WithExpiration(int(time.Now().Add(callLasts).Unix())), delegation.WithNonce(rand.Text()))
	call, err := invocation.Invoke(a.agent, a.service, ucan.NewCapability(ability, with, caveats{nb}), o...)
	if err != nil {
		return nil, fmt.Errorf("%w: signing a call: %w", depot.ErrPermanent, err)
	}
	return call, nil
}

// caveats are what a capability is about.
type caveats struct{ datamodel.Node }

func (c caveats) ToIPLD() (datamodel.Node, error) { return c.Node, nil }

// send posts a call and returns its receipt.
func (a *account) send(ctx context.Context, call invocation.Invocation) (receipt.AnyReceipt, error) {
	m, err := message.Build([]invocation.Invocation{call}, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", depot.ErrPermanent, err)
	}
	body, err := encode(m)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", depot.ErrPermanent, err)
	}
	answer, err := a.ask(ctx, http.MethodPost, a.url.String(), body)
	if errors.Is(err, depot.ErrNotFound) {
		return nil, bad("there is no UCAN service at this address")
	}
	if err != nil {
		return nil, err
	}
	return receiptOf(answer, call.Link())
}

// ask exchanges messages with the service.
func (a *account) ask(ctx context.Context, method, url string, body []byte) (message.AgentMessage, error) {
	r, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return nil, bad("the service's address is malformed")
	}
	r.Header.Set("Content-Type", car.ContentType)
	r.Header.Set("Accept", car.ContentType)
	b, err := a.do(r)
	if err != nil {
		return nil, err
	}
	m, err := decode(b)
	if err != nil {
		return nil, senseless(err)
	}
	return m, nil
}

// do makes a call by HTTP.
func (a *account) do(r *http.Request) ([]byte, error) {
	answer, err := a.http.Do(r)
	if err != nil {
		return nil, depot.Unanswered(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(http.MaxBytesReader(nil, answer.Body, maxAnswer))
	if refused := depot.Answered(answer.StatusCode, answer.Header); refused != nil {
		return nil, fmt.Errorf("%w: %d %s", refused, answer.StatusCode, depot.Clip(string(b)))
	}
	if err != nil {
		return nil, depot.Unanswered(err)
	}
	return b, nil
}

func senseless(err error) error {
	return fmt.Errorf("%w: its answer makes no sense: %w", depot.ErrTransient, err)
}

// receiptOf is the receipt of a call in an answer.
func receiptOf(m message.AgentMessage, call ucan.Link) (receipt.AnyReceipt, error) {
	link, ok := m.Get(call)
	if !ok {
		return nil, senseless(errors.New("the receipt is missing"))
	}
	r, ok, err := m.Receipt(link)
	if err != nil || !ok {
		return nil, senseless(fmt.Errorf("the receipt cannot be read: %w", err))
	}
	return r, nil
}

// outcome is what a receipt says: a result, or why there is none.
func outcome(r receipt.AnyReceipt) (datamodel.Node, error) {
	return result.MatchResultR2(r.Out(),
		func(ok ipld.Node) (datamodel.Node, error) { return ok, nil },
		func(failed ipld.Node) (datamodel.Node, error) { return nil, refusal(failed) })
}
