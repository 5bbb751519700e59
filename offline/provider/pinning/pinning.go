package pinning

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"

	"restante/offline/provider/depot"
)

// How soon a service is asked again that has not fetched a block yet: after half the
// time that it took already.
const (
	soonest = 2 * time.Second
	latest  = 5 * time.Minute
)

// pinned is an account.
type pinned struct {
	service service
	deps    depot.Deps
}

var _ depot.Depot = (*pinned)(nil)

func (p *pinned) Limits() depot.Limits { return limits }

// Put pins a block, once: a pin that exists is looked at, not repeated.
func (p *pinned) Put(ctx context.Context, r depot.Ref, block []byte) (depot.Place, error) {
	if err := p.keeps(ctx, r, block); err != nil {
		return depot.Place{}, err
	}
	pins, err := p.pins(ctx, r)
	if err != nil {
		return depot.Place{}, err
	}
	pin, ok := best(pins)
	if !ok {
		if pin, err = p.service.add(ctx, p.request(r, len(block))); err != nil {
			return depot.Place{}, err
		}
	}
	if pin.Status == openapi.FAILED {
		return depot.Place{}, p.forget(ctx, pin)
	}
	if pin.Status != openapi.PINNED {
		p.meet(ctx, pin.Delegates)
	}
	return p.place(pin)
}

// keeps makes sure that the block is on this computer, for the service to fetch. It is
// not written here: its owner may have removed it since, while a call was made again.
func (p *pinned) keeps(ctx context.Context, r depot.Ref, block []byte) error {
	if err := limits.Check(r, block); err != nil {
		return err
	}
	if _, err := p.deps.Here.Get(ctx, r.CID); err != nil {
		return fmt.Errorf("%w: the block is not on this computer: %w", depot.ErrPermanent, err)
	}
	return nil
}

func (p *pinned) request(r depot.Ref, size int) openapi.Pin {
	pin := openapi.Pin{Cid: r.CID.String(), Name: &r.Name}
	if origins := p.here(); len(origins) > 0 {
		pin.SetOrigins(origins)
	}
	pin.SetMeta(map[string]string{sizeKey: strconv.Itoa(size)})
	return pin
}

// best is the pin that is furthest; a service may have one twice.
func best(pins []openapi.PinStatus) (best openapi.PinStatus, ok bool) {
	order := map[openapi.Status]int{openapi.FAILED: 1, openapi.QUEUED: 2, openapi.PINNING: 3, openapi.PINNED: 4}
	for _, pin := range pins {
		if order[pin.Status] > order[best.Status] {
			best, ok = pin, true
		}
	}
	return best, ok
}

// forget takes back a pin that failed, so that the next Put begins anew.
func (p *pinned) forget(ctx context.Context, pin openapi.PinStatus) error {
	if err := p.service.remove(ctx, pin.Requestid); err != nil {
		return err
	}
	return fmt.Errorf("%w: the service gave up fetching the block: %s", depot.ErrTransient, why(pin))
}

// why is the service's own word about a pin.
func why(pin openapi.PinStatus) string {
	if pin.Info == nil || (*pin.Info)["status_details"] == "" {
		return "no reason given"
	}
	return depot.Clip((*pin.Info)["status_details"])
}

// place says where a pin can be fetched.
func (p *pinned) place(pin openapi.PinStatus) (depot.Place, error) {
	switch pin.Status {
	case openapi.QUEUED, openapi.PINNING:
		return depot.Place{}, &depot.Pending{After: min(max(time.Since(pin.Created)/2, soonest), latest)}
	case openapi.PINNED:
		return p.served(pin.Delegates)
	}
	return depot.Place{}, fmt.Errorf("%w: the service says %q of a pin", depot.ErrTransient, pin.Status)
}

// Locate asks where the block is served now. A pin that failed counts as none.
func (p *pinned) Locate(ctx context.Context, r depot.Ref) (depot.Place, error) {
	pins, err := p.pins(ctx, r)
	if err != nil {
		return depot.Place{}, err
	}
	pin, ok := best(pins)
	if !ok || pin.Status == openapi.FAILED {
		return depot.Place{}, depot.ErrNotFound
	}
	return p.place(pin)
}

// Delete takes back every pin of the block that is ours.
func (p *pinned) Delete(ctx context.Context, r depot.Ref) error {
	pins, err := p.pins(ctx, r)
	if err != nil {
		return err
	}
	for _, pin := range pins {
		if err := p.service.remove(ctx, pin.Requestid); err != nil {
			return err
		}
	}
	return nil
}
