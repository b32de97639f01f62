from collections import OrderedDictt
