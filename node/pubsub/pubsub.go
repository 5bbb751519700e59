package pubsub

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	libpubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/protocol"

	"restante/node/p2p"
)

// protocolID is our own: frames are larger than the public network's.
const protocolID protocol.ID = "/restante/pubsub/1"

// Options say how to start. Only Host is required.
type Options struct {
	Host       *p2p.Host
	Log        *slog.Logger                         // nil: the host's
	Valid      func(topic string, data []byte) bool // what is passed on; must not block; nil: everything
	MaxMessage int                                  // bytes of data; 0: 33 KiB; at most 1 MiB
	Rate       Rate                                 // of each peer
}

// PubSub publishes and subscribes. Its methods may be called concurrently.
type PubSub struct {
	host  *p2p.Host
	lib   *libpubsub.PubSub
	guard *guard
	log   *slog.Logger
	valid func(topic string, data []byte) bool
	max   int

	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	links  *links

	mu     sync.Mutex // guards topics, and closed together with tasks.Add
	topics map[string]*topic
	closed bool
	tasks  sync.WaitGroup
}

// New joins the connected peers, and those that connect later.
func New(o Options) (*PubSub, error) {
	o = o.withDefaults()
	if o.MaxMessage > maxData {
		return nil, fmt.Errorf("starting publish and subscribe: messages of %d bytes, at most %d", o.MaxMessage, maxData)
	}
	p := &PubSub{host: o.Host, log: o.Log, valid: o.Valid, max: o.MaxMessage,
		guard: newGuard(o), topics: make(map[string]*topic)}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.links = newLinks(p.ctx, o.Host.Libp2p(), p.guard)
	var err error
	p.lib, err = libpubsub.NewFloodsubWithProtocols(p.ctx, p.links, []protocol.ID{protocolID}, p.options()...)
	if err != nil {
		p.cancel()
		return nil, fmt.Errorf("starting publish and subscribe: %w", err)
	}
	return p, nil
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = o.Host.Log()
	}
	if o.Valid == nil {
		o.Valid = func(string, []byte) bool { return true }
	}
	if o.MaxMessage == 0 {
		o.MaxMessage = dataSize
	}
	o.Rate = o.Rate.withDefaults()
	return o
}

func (p *PubSub) options() []libpubsub.Option {
	quiet := slog.New(slog.DiscardHandler) // it reports strangers' faults at high levels
	return []libpubsub.Option{
		libpubsub.WithNoAuthor(),
		libpubsub.WithMessageSignaturePolicy(libpubsub.StrictNoSign),
		libpubsub.WithMessageIdFn(messageID),
		libpubsub.WithSeenMessagesTTL(seenFor),
		libpubsub.WithMaxMessageSize(maxFrame),
		libpubsub.WithMaxControlMessageSize(maxFrame),
		libpubsub.WithPeerOutboundQueueSize(queueOut),
		libpubsub.WithSubscriptionFilter(p.guard),
		libpubsub.WithAppSpecificRpcInspector(p.guard.inspect),
		libpubsub.WithDefaultValidator(p.validate, libpubsub.WithValidatorInline(true)),
		libpubsub.WithLogger(quiet),
		libpubsub.WithRPCLogger(quiet),
	}
}

// Publish sends data to the connected peers that subscribe to the topic or
// relay it. It fails with [ErrNobody] if there is none, and then nothing is sent.
func (p *PubSub) Publish(ctx context.Context, name string, data []byte) error {
	if len(data) > p.max {
		return fmt.Errorf("publishing: %w: %d bytes, at most %d", ErrTooLarge, len(data), p.max)
	}
	if !p.valid(name, data) {
		return fmt.Errorf("publishing: %w", ErrInvalid)
	}
	t, err := p.join(name)
	if err != nil {
		return err
	}
	defer p.leave(name)
	if len(t.ListPeers()) == 0 {
		return fmt.Errorf("publishing: %w", ErrNobody)
	}
	return p.explain("publishing", t.Publish(ctx, toWire(data)))
}

// Close ends every subscription, and returns when the functions given to
// Subscribe and Watch have returned. It may be called twice; none of those
// functions may call it.
func (p *PubSub) Close() error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.cancel()
	p.links.close()
	p.tasks.Wait()
	return nil
}

// goTask runs f unless we are closed; Close waits for it.
func (p *PubSub) goTask(f func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.tasks.Go(f)
	return true
}

// explain says what was being done, and that we are closed if that is why.
func (p *PubSub) explain(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case p.ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, ErrClosed)
	}
	return fmt.Errorf("%s: %w", doing, err)
}
