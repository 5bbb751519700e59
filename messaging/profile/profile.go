package profile

import (
	"bytes"
	"context"
	"embed"
	"log/slog"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/node/event"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "profile", FS: scripts}

// Options are what a Service needs.
type Options struct {
	Vault    *vault.Vault
	Bus      *event.Bus
	Log      *slog.Logger
	Contacts *contact.Service
	Delivery *delivery.Service
	Self     peer.ID
}

// Service keeps pictures.
type Service struct {
	Options
	wg   sync.WaitGroup
	stop context.CancelFunc
}

var (
	_ delivery.Handler = (*Service)(nil)
	_ delivery.Loser   = (*Service)(nil)
)

// New returns a Service that is registered with delivery.
func New(o Options) *Service {
	s := &Service{Options: o}
	o.Delivery.Handle(envelope.KindPicture, s)
	return s
}

// Start begins to send one's own picture to whoever lacks it.
func (s *Service) Start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	sub := s.Bus.Subscribe(maxUnread)
	s.wg.Go(func() {
		defer sub.Close()
		s.give(ctx, sub)
	})
}

// Close stops sending; what is left is sent after the next start.
func (s *Service) Close() {
	if s.stop != nil {
		s.stop()
		s.wg.Wait()
	}
}

// SetPicture makes a PNG, JPEG, GIF or WebP file one's own picture: its middle, as a
// square. What refuses a file is [ErrFormat], [ErrTooLarge] or [ErrTooManyPx].
func (s *Service) SetPicture(ctx context.Context, data []byte) error {
	small, err := shrink(data)
	if err != nil {
		return err
	}
	return s.put(ctx, small)
}

// RemovePicture takes one's own picture away, here and from all who have it.
func (s *Service) RemovePicture(ctx context.Context) error { return s.put(ctx, nil) }

func (s *Service) put(ctx context.Context, jpeg []byte) error {
	return s.Vault.Update(ctx, "picture set", func(tx *vault.Tx) error {
		own, err := readOwn(tx)
		if err != nil || bytes.Equal(own.jpeg, jpeg) {
			return err
		}
		own.version, own.jpeg = max(own.version+1, uint64(time.Now().UnixMilli())), jpeg
		tx.AfterCommit(func() { s.Bus.Publish(Changed{s.Self}) })
		return putOwn(tx, own)
	})
}

// OwnPicture is one's own picture; see [Service.Picture].
func (s *Service) OwnPicture(ctx context.Context) ([]byte, error) { return s.Picture(ctx, s.Self) }

// Picture is somebody's picture as JPEG, one's own included; nil if there is none.
func (s *Service) Picture(ctx context.Context, of peer.ID) (jpeg []byte, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		var p picture
		if of == s.Self {
			p, err = readOwn(tx)
		} else {
			p, err = readPicture(tx, of)
		}
		jpeg = p.jpeg
		return err
	})
	return jpeg, err
}

func (s *Service) logged(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		s.Log.Error("pictures are not sent", "err", err)
	}
}
