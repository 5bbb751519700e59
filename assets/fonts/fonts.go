// Package fonts holds the two weights of Inter (OFL) that the window and the papers of a
// shop are written with. They have the Arabic and Hebrew letters of Noto Sans (OFL) in
// them, since Fyne takes what a font lacks from the fonts of the system only;
// scripts/fonts.sh makes them. The licences lie beside them.
//
// It is a package of its own, so that a program without a window does not carry the
// window's pictures.
package fonts

import _ "embed"

//go:embed Inter-Regular.otf
var Regular []byte

//go:embed Inter-SemiBold.otf
var SemiBold []byte
