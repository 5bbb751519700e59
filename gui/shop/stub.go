package shop

import "restante/messaging/storefront"

type editor struct{ photos stubPhotos }
type stubPhotos struct{}

func (stubPhotos) repaint()             {}
func (e *editor) refused(err error)     {}
func (p *Page) edit(it storefront.Item) { p.editor = &editor{} }

type settings struct{}

func (p *Page) openSettings() {}
func (p *Page) lookAtOwn()    {}
