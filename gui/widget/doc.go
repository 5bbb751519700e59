// Package widget holds what the pages are made of. It knows Fyne and nothing of
// messaging, so every piece can be tested and drawn without a node or a display.
//
// A colour is never kept: pieces keep a token such as [Muted] or [BubbleOut] and
// ask the [Theme] for it whenever Fyne refreshes them, so light and dark can
// change while the window is open. So it is with the size of text: pieces keep the
// usual size and ask [Larger] how large it is now. Layouts have explicit gaps instead of the
// theme's padding. Every CreateRenderer ends with [Laid]. Fonts, icons and
// translations come from package assets.
//
//   - tokens: [Theme], [Color], [NewIcon]
//   - layout: [Row], [Col], [Grow], [Fixed], [Pad], [Room] and others
//   - leaves: [Text], [Box], [Icon], [Avatar], [Pill], [Badge], [Code]
//   - controls: [Button], [Field], [Switch], [Segments], [Select], [Slider], [RailItem], [NavItem]
//   - over the page: [Modal], [Popover], [Toast]
//   - the conversation: [Conversation], a bottom-anchored virtual list of
//     [Message], which asks a [Pager] for older and newer pages
//
// # Why a conversation view of our own
//
// Fyne's List measures every row before it shows the first (9.6 s at 100,000)
// and places rows by absolute float32 offsets, which blur text far down. Ours
// hangs on one anchor message and a pixel distance from the lower edge, so only
// visible rows are ever measured and nothing moves when older pages arrive.
package widget
