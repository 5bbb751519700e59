package dropbox

import (
	"bytes"
	"context"
	"fmt"
	"io"

	sdk "github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/contenthash"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/files"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/sharing"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/users"

	"restante/offline/provider/depot"
)

// box is one account.
type box struct {
	folder   string
	loopback bool
	tokens   *tokens
	files    files.ContextClient
	sharing  sharing.ContextClient
	users    users.ContextClient
	writer   chan struct{} // taken by whoever writes
}

func newBox(a account, d depot.Deps) *box {
	t := newTokens(a, d)
	client := d.Client()
	client.Transport = &signed{tokens: t, next: d.Transport()}
	config := sdk.Config{Client: client}
	return &box{
		folder:   a.folder,
		loopback: d.Loopback,
		tokens:   t,
		files:    files.NewContext(config),
		sharing:  sharing.NewContext(config),
		users:    users.NewContext(config),
		writer:   make(chan struct{}, 1),
	}
}

// Format keeps the tokens out of every text, whatever the verb.
func (b *box) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "a Dropbox account") }

func (b *box) Limits() depot.Limits { return limits }

// Put uploads a block over whatever has its name, and shares it.
func (b *box) Put(ctx context.Context, r depot.Ref, block []byte) (p depot.Place, err error) {
	if err := limits.Check(r, block); err != nil {
		return p, err
	}
	path := b.folder + "/" + r.Name
	err = b.writing(ctx, func() error {
		if err := b.upload(ctx, path, block); err != nil {
			return err
		}
		p, err = b.share(ctx, path)
		return err
	})
	return p, known(err)
}

// upload sends a block with its hash, which Dropbox checks, and checks the one that
// comes back.
func (b *box) upload(ctx context.Context, path string, block []byte) error {
	arg := files.NewUploadArg(path)
	arg.Mode.Tag = files.WriteModeOverwrite
	arg.Mute = true
	hash, err := contenthash.Compute(bytes.NewReader(block))
	if err != nil {
		return err
	}
	arg.ContentHash = hash
	file, err := b.files.UploadContext(ctx, arg, bytes.NewReader(block))
	if err != nil {
		return err
	}
	if file == nil || file.ContentHash != hash {
		return fmt.Errorf("%w: other bytes arrived than were sent", depot.ErrTransient)
	}
	return nil
}

// Delete removes a block, and its link with it.
func (b *box) Delete(ctx context.Context, r depot.Ref) error {
	path, err := b.path(r)
	if err != nil {
		return err
	}
	err = b.writing(ctx, func() error {
		_, err := b.files.DeleteV2Context(ctx, files.NewDeleteArg(path))
		return err
	})
	if err = known(err); gone(err) {
		return nil
	}
	return err
}

// path is where a block lies. No other file can be named.
func (b *box) path(r depot.Ref) (string, error) {
	if !depot.IsName(r.Name) {
		return "", fmt.Errorf("%w: a block without a name", depot.ErrPermanent)
	}
	return b.folder + "/" + r.Name, nil
}

// writing calls f while nobody else writes.
func (b *box) writing(ctx context.Context, f func() error) error {
	select {
	case b.writer <- struct{}{}:
		defer func() { <-b.writer }()
		return f()
	case <-ctx.Done():
		return ctx.Err()
	}
}
