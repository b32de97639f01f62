import warnings

warnings.warn("be careful")
warnings.warn("soon gone", DeprecationWarning)
pattern = "\d"
