package desktop

import (
	"encoding/xml"
	"strings"
)

// agent is the property list by which macOS starts the program at log-in. It runs
// in the user's own session, where there is a screen.
func (l Login) agent() string {
	var args strings.Builder
	for _, a := range l.Command {
		args.WriteString("\t\t<string>" + escapeXML(a) + "</string>\n")
	}
	return xml.Header + `<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>` + escapeXML(l.ID) + `</string>
	<key>ProgramArguments</key>
	<array>
` + args.String() + `	</array>
	<key>RunAtLoad</key>
	<true/>
	<key>LimitLoadToSessionType</key>
	<string>Aqua</string>
</dict>
</plist>
`
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}
