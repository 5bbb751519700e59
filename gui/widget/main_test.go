package widget

import (
	"os"
	"testing"

	"restante/gui/guitest"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }
