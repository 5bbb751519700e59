package profile

import (
	"bytes"
	"context"
	"embed"
	"log/slog"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/contact"
	"restante/messaging/delivery"
	"restante/messaging/envelope"
	"restante/messaging/handout"
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
	*handout.Service // gives one's own to contacts
}

// New returns a Service that is registered with delivery.
func New(o Options) *Service {
	s := &Service{Options: o}
	s.Service = handout.New(handout.Options{Vault: o.Vault, Bus: o.Bus, Log: o.Log, Contacts: o.Contacts, Delivery: o.Delivery,
		Kind: envelope.KindPicture, Edition: edition, Body: body, Keep: s.keep, Concerns: func(e any) bool { return e == Changed{s.Self} }})
	return s
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
		own.version, own.jpeg = own.version+1, jpeg
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
