"""Those who put money into projects."""
