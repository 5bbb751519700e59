package guitest

import (
	"strings"
	"time"
)

// Patience is how long drawing a hostile text may take on a machine that is busy
// with other tests; what takes more would hang a window on any.
const Patience = 20 * time.Second

// Hostile are texts that somebody may write to break the rows beside them.
var Hostile = map[string]string{
	"turned":       "\u202egnp.exe \u2066\u2067\u2068\u202d\u202b left open",
	"marks":        "Z" + strings.Repeat("\u0301\u0489\u035b", 3400) + " end",
	"only marks":   strings.Repeat("\u0336", 10_000),
	"no space":     strings.Repeat("x", 20_000),
	"wide letters": strings.Repeat("W", 20_000),
	"arabic":       strings.Repeat("سلام", 2_500),
	"hebrew":       strings.Repeat("שלום ", 2_200),
	"family":       strings.Repeat("👩‍👩‍👧‍👦", 800),
	"joined":       strings.TrimSuffix(strings.Repeat("👩\u200d", 2_800), "\u200d"),
	"skins":        strings.Repeat("👍🏽🏿🏻", 1_200),
	"flags":        strings.Repeat("🇵🇹", 2_500) + strings.Repeat("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 100),
	"control":      "a\x00b\x07\x1b[31mred\x1b[0m\r\x7f\u0085\ufeff\ufff9c",
	"nothing":      strings.Repeat("\u200b\u2060\u3164\u00ad\ufeff", 1_300),
	"lines":        strings.Repeat("\n", 20_000),
	"breaks":       "one\u2028two\u2029three\vfour\ffive",
	"tabs":         strings.Repeat("\t", 5_000) + "end",
	"private":      strings.Repeat("\ue000\U000f0000", 2_800),
	"tall":         strings.Repeat("﷽", 400) + strings.Repeat("𒐫", 400),
}
