package settings

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging/profile"
)

// Picture keeps one's own picture.
type Picture interface {
	OwnPicture(ctx context.Context) ([]byte, error)
	SetPicture(ctx context.Context, file []byte) error
	RemovePicture(ctx context.Context) error
}

// picture is the row of one's own picture; it can be taken away where there is one.
func (p *Page) picture() fyne.CanvasObject {
	remove := widget.NewRoundButton(lang.L("Remove picture"), "trash-2", widget.Muted, "", 32, 16, func() {
		p.change(p.o.Picture.RemovePicture)
	})
	remove.Hide()
	choose := widget.NewButton(lang.L("Choose"), "image", widget.Secondary, func() { p.o.Choose(p.take) })
	control := widget.Row(6, remove, choose)
	turn := p.turn
	p.o.Loop.Go(func(ctx context.Context) func() {
		jpeg, err := p.o.Picture.OwnPicture(ctx)
		return func() {
			if err == nil && len(jpeg) > 0 && turn == p.turn {
				remove.Show()
				p.body.Refresh()
			}
		}
	})
	return row(lang.L("Picture"), lang.L("Only your contacts see it. Without one they see a pattern that is yours alone."), control)
}

// take makes a chosen file one's picture. Of one that is too large no more is read
// than shows that.
func (p *Page) take(f io.ReadCloser) {
	p.change(func(ctx context.Context) error {
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, profile.MaxData+1))
		if err != nil {
			return err
		}
		return p.o.Picture.SetPicture(ctx, data)
	})
}

// change does something to the picture and shows the section as it is then.
func (p *Page) change(do func(context.Context) error) {
	turn := p.turn
	p.o.Loop.InOrder(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			switch {
			case err != nil:
				p.o.Notice(p.o.Problem(err))
			case turn == p.turn:
				p.open(p.at)
			}
		}
	})
}
