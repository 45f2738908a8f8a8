"""The demo board "Rao Vặt Chợ Phiên Sông Đầm": small ads in free text, no structured data, pages without end."""
